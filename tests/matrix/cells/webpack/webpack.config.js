export default {
  mode: 'production',
  entry: './src/index.js',
  module: { rules: [{ test: /\.ts$/, use: 'ts-loader' }] },
  performance: { hints: false },
}
