const { BackgroundFetchWebpackPlugin } = require('background-fetch-webpack-plugin');

module.exports = {
  webpack: {
    plugins: {
      add: [
        new BackgroundFetchWebpackPlugin({
          routes: [
            { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
            { id: 'models', requests: { glob: 'models/**' } },
          ],
        }),
      ],
    },
  },
};
