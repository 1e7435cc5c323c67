/** How many requests a row of numbers may have: more are a mistake, rather than a book. */
export const LONGEST_ROW = 10_000;
