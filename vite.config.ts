import react from '@vitejs/plugin-react';
import { type BuildEnvironmentOptions, defineConfig, type EnvironmentOptions } from 'vite';
import packageJson from './package.json' with { type: 'json' };

/** Loaded from node_modules at run time: native code, WASM and data that a bundle can't hold. */
const external = ['electron', ...Object.keys(packageJson.dependencies).map((name) => new RegExp(`^${name}(/|$)`))];

function nodeTarget(
  input: Record<string, string>,
  outDir: string,
  { format = 'es', codeSplitting = true }: { format?: 'es' | 'cjs'; codeSplitting?: boolean } = {},
): EnvironmentOptions {
  const build: BuildEnvironmentOptions = {
    outDir,
    target: 'node24',
    minify: false,
    sourcemap: true,
    copyPublicDir: false,
    emptyOutDir: true,
    rolldownOptions: {
      platform: 'node',
      input,
      external,
      output: { format, entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js', codeSplitting },
    },
  };
  return {
    consumer: 'server',
    resolve: { noExternal: true, conditions: ['node', 'module', 'production'] },
    define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
    build,
  };
}

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  builder: {},
  environments: {
    client: {
      build: { outDir: '../dist/renderer', emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 2000 },
    },
    shell: nodeTarget({ main: 'main/shell/main.ts' }, '../dist/shell'),
    preload: nodeTarget({ preload: 'preload/preload.ts' }, '../dist/preload', { format: 'cjs', codeSplitting: false }),
    ocr: nodeTarget({ 'ocr-process': 'main/documents/ocr-process.ts' }, '../dist/ocr', { codeSplitting: false }),
    browser: nodeTarget({ main: 'main/browser/main.ts' }, '../dist/browser'),
    cli: nodeTarget({ main: 'main/cli/main.ts' }, '../dist/cli'),
  },
});
