/** What the bundler calls us in its messages and statistics. */
export const NAME = 'BackgroundFetchWebpackPlugin';
