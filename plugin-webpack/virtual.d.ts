// The modules that are there only while the plugin is. No import or export here: they would make this a module.
declare module 'virtual:background-fetch' {
  export * from 'background-fetch-webpack-plugin/client';
}

declare module 'virtual:background-fetch/sw' {}
