/** Outlines for {@link icon}, in 24 × 24 units. */
export const ICONS = {
  download: 'M12 4v11m0 0-4.5-4.5M12 15l4.5-4.5M5 19.5h14',
  cancel: 'M6.5 6.5l11 11m0-11-11 11',
  retry: 'M5 12a7 7 0 1 1 2 5M5 12l-2-2.5M5 12l2.5-2.2',
  remove: 'M5 7h14M10 7V5h4v2m-7 0 .8 12h8.4L17 7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  warning: 'M12 4.5 21 19.5H3L12 4.5Zm0 5.5v4.2m0 2.4v.1',
  back: 'M19 12H5.5m0 0 6-6m-6 6 6 6',
  pause: 'M8.5 6v12m7-12v12',
  run: 'M8 5.5v13l10.5-6.5L8 5.5Z',
} as const;
