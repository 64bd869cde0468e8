export default {
  mode: 'production',
  entry: './src/main.ts',
  module: { rules: [{ test: /\.ts$/, use: 'ts-loader' }] },
  performance: { hints: false },
}
