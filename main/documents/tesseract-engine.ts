import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import type { GreyImage } from './grey-image.ts';
import type { OcrEngine, PageMode } from './ocr-engine.ts';
import { parseTsv } from './parse-tsv.ts';

/** The part of tesseract.js-core 7.0.0 used here; the package carries no types. */
type TesseractApi = {
  readonly Init: (dataPath: null, language: string, engineMode: number) => number;
  readonly SetVariable: (name: string, value: string) => boolean;
  readonly SetPageSegMode: (mode: number) => void;
  /** Takes the picture from the file `/input`. */
  readonly SetImageFile: (exif: number, angle: number) => number;
  readonly Recognize: (monitor: null) => number;
  readonly GetTSVText: (page: number) => string;
  readonly Clear: () => void;
};
type TesseractCore = {
  readonly FS: {
    readonly writeFile: (path: string, bytes: Uint8Array, options?: { canOwn: boolean }) => void;
    readonly unlink: (path: string) => void;
  };
  readonly TessBaseAPI: new () => TesseractApi;
};
type CoreOptions = {
  readonly TesseractProgress: (percent: number) => void;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
};
type LoadCore = (options: CoreOptions) => Promise<TesseractCore>;

const LSTM_ONLY = 1;
/** Tesseract's page segmentation modes. */
const pageModes: { readonly [Mode in PageMode]: number } = { auto: 3, column: 4, block: 6, sparse: 11 };

// Bodies of one instruction each, as in GoogleChromeLabs/wasm-feature-detect: valid only where the feature is there.
const simdProbe = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
];
const relaxedSimdProbe = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15,
  253, 128, 2, 11,
];

export type TesseractOptions = {
  /** Absolute path of a gzipped `eng.traineddata`. */
  readonly modelPath: string;
  /** Called from inside `recognise`, many times a page: the only sign of life while it blocks. */
  readonly onProgress: () => void;
};

/** Loads the core and the model, about 0.3 s and 60 MB; throws when either can't be read. */
export async function createTesseractEngine(options: TesseractOptions): Promise<OcrEngine> {
  const core = await loadCore(options.onProgress);
  core.FS.writeFile('eng.traineddata', gunzipSync(readFileSync(options.modelPath)), { canOwn: true });
  const api = new core.TessBaseAPI();
  if (api.Init(null, 'eng', LSTM_ONLY) !== 0) throw new Error('tesseract: the language model was refused');
  core.FS.unlink('eng.traineddata');
  // Looking for white on black doubles the work of a doubtful line; the picture is prepared before it comes here.
  api.SetVariable('tessedit_do_invert', '0');
  // It would favour words of earlier pages, and a page's result must not depend on what this process read before.
  api.SetVariable('tessedit_enable_doc_dict', '0');

  return {
    recognise: (image, { dpi, pageMode }) => {
      api.SetVariable('user_defined_dpi', String(Math.round(Math.min(Math.max(dpi, 70), 2400))));
      api.SetPageSegMode(pageModes[pageMode]);
      core.FS.writeFile('/input', toPgm(image), { canOwn: true });
      if (api.SetImageFile(1, 0) !== 0) throw new Error('tesseract: the picture was refused');
      core.FS.unlink('/input');
      try {
        if (api.Recognize(null) !== 0) throw new Error('tesseract: recognition failed');
        return parseTsv(api.GetTSVText(0));
      } finally {
        api.Clear();
      }
    },
  };
}

/** The build for this processor's WASM features; each is a third to a half faster than the one after it. */
async function loadCore(onProgress: () => void): Promise<TesseractCore> {
  const load: LoadCore = createRequire(import.meta.url)(`tesseract.js-core/tesseract-core-${bestBuild()}lstm`);
  return load({ TesseractProgress: onProgress, print: () => {}, printErr: () => {} });
}

function bestBuild(): 'relaxedsimd-' | 'simd-' | '' {
  if (WebAssembly.validate(new Uint8Array(relaxedSimdProbe))) return 'relaxedsimd-';
  return WebAssembly.validate(new Uint8Array(simdProbe)) ? 'simd-' : '';
}

/** Raw grey with a header of a few bytes: nothing to compress here and nothing to inflate there. */
function toPgm(image: GreyImage): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n${image.width} ${image.height}\n255\n`, 'latin1'), image.pixels]);
}
