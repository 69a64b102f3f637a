import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import type { GreyImage } from './grey-image.ts';
import type { OcrEngine, PageMode, RecognisedWord } from './ocr-engine.ts';

/** The part of tesseract.js-core 7.0.0 used here; the package carries no types. */
type TesseractApi = {
  readonly Init: (dataPath: null, language: string, engineMode: number) => number;
  readonly SetVariable: (name: string, value: string) => boolean;
  readonly SetPageSegMode: (mode: number) => void;
  /** Takes the picture from the file `/input`. */
  readonly SetImageFile: (exif: number, angle: number) => number;
  readonly Recognize: (monitor: null) => number;
  readonly GetIterator: () => ResultIterator;
  readonly Clear: () => void;
};
type ResultIterator = {
  readonly Begin: () => void;
  readonly Next: (level: number) => boolean;
  readonly Empty: (level: number) => boolean;
  readonly IsAtBeginningOf: (level: number) => boolean;
  readonly GetUTF8Text: (level: number) => string;
  /** 0..100. */
  readonly Confidence: (level: number) => number;
  readonly getBoundingBox: (level: number) => { x0: number; y0: number; x1: number; y1: number };
};
type TesseractCore = {
  readonly FS: {
    readonly writeFile: (path: string, bytes: Uint8Array, options?: { canOwn: boolean }) => void;
    readonly unlink: (path: string) => void;
  };
  readonly TessBaseAPI: new () => TesseractApi;
  readonly destroy: (thing: ResultIterator) => void;
};
type CoreOptions = {
  readonly TesseractProgress: (percent: number) => void;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
};
type LoadCore = (options: CoreOptions) => Promise<TesseractCore>;

const LSTM_ONLY = 1;
/** Tesseract's levels of a page: RIL_TEXTLINE and RIL_WORD. */
const LINE = 2;
const WORD = 3;
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
  const fast = startApi(core, options.modelPath);
  let best: TesseractApi | null = null;

  return {
    recognise: (image, { dpi, pageMode, model }) => {
      if (model === 'best') best ??= startApi(core, bestModelPath());
      const api = model === 'best' && best ? best : fast;
      api.SetVariable('user_defined_dpi', String(Math.round(Math.min(Math.max(dpi, 70), 2400))));
      api.SetPageSegMode(pageModes[pageMode]);
      core.FS.writeFile('/input', toPgm(image), { canOwn: true });
      if (api.SetImageFile(1, 0) !== 0) throw new Error('tesseract: the picture was refused');
      core.FS.unlink('/input');
      try {
        if (api.Recognize(null) !== 0) throw new Error('tesseract: recognition failed');
        return readWords(core, api);
      } finally {
        api.Clear();
      }
    },
  };
}

function startApi(core: TesseractCore, modelPath: string): TesseractApi {
  core.FS.writeFile('eng.traineddata', gunzipSync(readFileSync(modelPath)), { canOwn: true });
  const api = new core.TessBaseAPI();
  if (api.Init(null, 'eng', LSTM_ONLY) !== 0) throw new Error('tesseract: the language model was refused');
  core.FS.unlink('eng.traineddata');
  // Looking for white on black doubles the work of a doubtful line; the picture is prepared before it comes here.
  api.SetVariable('tessedit_do_invert', '0');
  // It would favour words of earlier pages, and a page's result must not depend on what this process read before.
  api.SetVariable('tessedit_enable_doc_dict', '0');
  return api;
}

/** Word by word, which takes a quarter of the time of Tesseract's own lists of words. Blank words are left out. */
function readWords(core: TesseractCore, api: TesseractApi): RecognisedWord[] {
  const words: RecognisedWord[] = [];
  const result = api.GetIterator();
  let lineIndex = -1;
  result.Begin();
  do {
    if (result.Empty(WORD)) continue;
    if (lineIndex < 0 || result.IsAtBeginningOf(LINE)) lineIndex += 1;
    const text = result.GetUTF8Text(WORD).trim();
    if (text === '') continue;
    const { x0, y0, x1, y1 } = result.getBoundingBox(WORD);
    const confidence = Math.min(1, Math.max(0, result.Confidence(WORD) / 100));
    words.push({ text, confidence, box: { left: x0, top: y0, width: x1 - x0, height: y1 - y0 }, lineIndex });
  } while (result.Next(WORD));
  core.destroy(result);
  return words.map((word, index) => clippedAt(words[index + 1], word));
}

/** Tesseract draws the box of a word over its neighbours now and then: each ends where the next of its line begins. */
function clippedAt(next: RecognisedWord | undefined, word: RecognisedWord): RecognisedWord {
  const { box, lineIndex } = word;
  const room = next?.lineIndex === lineIndex ? next.box.left - box.left : 0;
  return room > 0 && room < box.width ? { ...word, box: { ...box, width: room } } : word;
}

/** The integer form of tesseract's large English model, from its package. */
function bestModelPath(): string {
  return createRequire(import.meta.url).resolve('@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz');
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
