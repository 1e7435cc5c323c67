import webpack from 'webpack';
import config from './webpack.config.ts';

webpack(config, (error, stats) => {
  if (error) throw error;
  console.log(stats?.toString({ preset: 'summary', colors: process.stdout.isTTY }));
  if (stats?.hasErrors()) process.exitCode = 1;
});
