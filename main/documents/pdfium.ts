import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFiumModule } from '@hyzyla/pdfium';
import { DocumentFailure } from './opened-document.ts';

/**
 * PDFium's C functions as its WASM exports them; pointers are numbers. The package's own types list a few of them,
 * its own classes hide the text boxes and hold a whole file in memory, so the functions are called directly.
 * Meanings: https://pdfium.googlesource.com/pdfium/+/refs/heads/main/public/ (fpdfview.h, fpdf_text.h, fpdf_edit.h).
 */
type PdfiumCalls = {
  readonly malloc: (size: number) => number;
  readonly free: (pointer: number) => void;
  readonly FPDF_InitLibrary: () => void;
  readonly FPDF_LoadCustomDocument: (fileAccess: number, password: number) => number;
  readonly FPDF_CloseDocument: (document: number) => void;
  readonly FPDF_GetLastError: () => number;
  readonly FPDF_GetPageCount: (document: number) => number;
  readonly FPDF_LoadPage: (document: number, pageIndex: number) => number;
  readonly FPDF_ClosePage: (page: number) => void;
  readonly FPDF_GetPageWidthF: (page: number) => number;
  readonly FPDF_GetPageHeightF: (page: number) => number;
  readonly FPDF_PageToDevice: (
    page: number,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    pageX: number,
    pageY: number,
    deviceX: number,
    deviceY: number,
  ) => number;
  readonly FPDFBitmap_CreateEx: (width: number, height: number, format: number, scan: number, stride: number) => number;
  readonly FPDFBitmap_FillRect: (
    b: number,
    x: number,
    y: number,
    width: number,
    height: number,
    colour: number,
  ) => number;
  readonly FPDFBitmap_Destroy: (bitmap: number) => void;
  readonly FPDF_RenderPageBitmap: (
    bitmap: number,
    page: number,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    flags: number,
  ) => void;
  readonly FPDFPage_CountObjects: (page: number) => number;
  readonly FPDFPage_GetObject: (page: number, index: number) => number;
  readonly FPDFPageObj_GetType: (object: number) => number;
  readonly FPDFPageObj_GetBounds: (object: number, left: number, bottom: number, right: number, top: number) => number;
  readonly FPDFPageObj_GetMatrix: (object: number, matrix: number) => number;
  readonly FPDFPageObj_HasTransparency: (object: number) => number;
  readonly FPDFTextObj_GetTextRenderMode: (text: number) => number;
  readonly FPDFImageObj_GetImageDataRaw: (image: number, buffer: number, size: number) => number;
  readonly FPDFImageObj_GetImageFilterCount: (image: number) => number;
  readonly FPDFImageObj_GetImageFilter: (image: number, index: number, buffer: number, size: number) => number;
  readonly FPDFImageObj_GetImageMetadata: (image: number, page: number, metadata: number) => number;
  readonly FPDFPage_GetRotation: (page: number) => number;
  readonly FPDFPage_GetAnnotCount: (page: number) => number;
  readonly FPDFText_LoadPage: (page: number) => number;
  readonly FPDFText_ClosePage: (textPage: number) => void;
  readonly FPDFText_CountChars: (textPage: number) => number;
  readonly FPDFText_GetUnicode: (textPage: number, index: number) => number;
  readonly FPDFText_IsGenerated: (textPage: number, index: number) => number;
  readonly FPDFText_HasUnicodeMapError: (textPage: number, index: number) => number;
  readonly FPDFText_GetCharBox: (
    textPage: number,
    index: number,
    left: number,
    right: number,
    bottom: number,
    top: number,
  ) => number;
};

/** What emscripten gives beside the functions. The views are replaced when the memory grows: never keep one. */
type PdfiumModule = {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: PdfiumCalls & { readonly __indirect_function_table: WebAssembly.Table };
};

export type Pdfium = {
  readonly calls: PdfiumCalls;
  /** The WASM memory as it is now; not to be kept across a call. */
  readonly memory: () => Uint8Array;
  /** A file PDFium reads piece by piece, so that no PDF is ever held whole. */
  readonly openFile: (path: string) => PdfiumFile;
};

export type PdfiumFile = {
  /** The FPDF_FILEACCESS to load a document from; valid until closed. */
  readonly access: number;
  readonly close: () => void;
};

export type PdfiumOptions = {
  /** Asked for more than this, it has run out: a page of 20,000 x 20,000 pixels needs 132 MB of WASM memory. */
  readonly maxBytes?: number;
  /** Called from inside a call that needs more memory: the only sign of life while it blocks. */
  readonly onGrowth?: () => void;
  /** Called when it ran out: to be forgotten, and its memory with it. */
  readonly onExhausted?: () => void;
};

/** A process that holds this much, and the fifth more that WASM memory grows ahead, stays below the watchdog's limit. */
const MAX_BYTES = 160_000_000;

/**
 * Loads PDFium: 0.1 s, about 20 MB. A call for which the memory is not enough throws `DocumentFailure`, and so does every
 * call after it, except for those that only free something.
 */
export async function loadPdfium(options: PdfiumOptions = {}): Promise<Pdfium> {
  const { maxBytes = MAX_BYTES, onGrowth = () => {}, onExhausted = () => {} } = options;
  let exhaust = () => {};
  const instantiateWasm = withResize((grow) => (bytes) => {
    if (bytes > maxBytes) {
      exhaust();
      onExhausted();
      throw tooMuchMemory();
    }
    onGrowth();
    return grow(bytes);
  });
  // The package types a part of what its WASM exports; tests call every function named above.
  const globals = new Set(Object.getOwnPropertyNames(globalThis));
  const module = (await PDFiumModule({ instantiateWasm })) as unknown as PdfiumModule;
  removeGettersBut(globals);
  const calls = { ...module.wasmExports };
  exhaust = () => Object.assign(calls, exhausted(calls));
  calls.FPDF_InitLibrary();
  const openFiles = new Map<number, number>();

  const readBlock = (key: number, position: number, buffer: number, size: number): number => {
    const file = openFiles.get(key);
    if (file === undefined) return 0;
    let done = 0;
    try {
      while (done < size) {
        const read = readSync(file, module.HEAPU8, buffer + done, size - done, position + done);
        if (read === 0) return 0;
        done += read;
      }
    } catch {
      // Told to PDFium as a failed read; the document then counts as damaged.
      return 0;
    }
    return 1;
  };
  const readBlockPointer = await installCallback(calls.__indirect_function_table, readBlock);

  return {
    calls,
    memory: () => module.HEAPU8,
    openFile: (path) => {
      const file = openSync(path, 'r');
      const access = calls.malloc(12);
      openFiles.set(access, file);
      // struct FPDF_FILEACCESS { unsigned long length; int (*getBlock)(void* param, position, buffer, size); void* param; }
      const view = new DataView(module.HEAPU8.buffer);
      view.setUint32(access, fstatSync(file).size, true);
      view.setUint32(access + 4, readBlockPointer, true);
      view.setUint32(access + 8, access, true);
      return {
        access,
        close: () => {
          openFiles.delete(access);
          calls.free(access);
          closeSync(file);
        },
      };
    },
  };
}

type Resize = (bytes: number) => boolean;

/** Puts a function of ours between PDFium and emscripten's `emscripten_resize_heap`, which makes its memory larger. */
function withResize(around: (grow: Resize) => Resize) {
  return (imports: WebAssembly.Imports, receive: (instance: never) => void): WebAssembly.Exports => {
    const env = { ...imports.env, emscripten_resize_heap: around(imports.env?.emscripten_resize_heap as Resize) };
    const wasm = readFileSync(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), { ...imports, env });
    // The package's types say that it wants the module.
    receive(instance as never);
    return instance.exports;
  };
}

/** The package leaves 164 warnings behind as global getters, and each of them would keep the WASM memory for ever. */
function removeGettersBut(names: ReadonlySet<string>): void {
  for (const [name, { get, configurable }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis))) {
    if (get && configurable && !names.has(name)) Reflect.deleteProperty(globalThis, name);
  }
}

/** What only frees something may be called on a PDFium that ran out; it went with all the rest. */
const frees = new Set<string>([
  'free',
  'FPDFBitmap_Destroy',
  'FPDFText_ClosePage',
  'FPDF_ClosePage',
  'FPDF_CloseDocument',
] satisfies (keyof PdfiumCalls)[]);

function exhausted(calls: object): object {
  const refuse = () => {
    throw tooMuchMemory();
  };
  return Object.fromEntries(Object.keys(calls).map((name) => [name, frees.has(name) ? () => {} : refuse]));
}

const tooMuchMemory = () => new DocumentFailure('too-much-memory', 'pdfium asked for more than it may have');

/**
 * Makes a function of ours callable from WASM and returns its address. The build's function table can't grow, but
 * slot 0, the null pointer, is free: nothing calls it on purpose.
 */
async function installCallback(
  table: WebAssembly.Table,
  callback: (a: number, b: number, c: number, d: number) => number,
): Promise<number> {
  // (module (import "e" "f" (func (param i32 i32 i32 i32) (result i32))) (export "f" (func 0))): what gives a JavaScript
  // function the type that a table asks for.
  const trampoline = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 9, 1, 96, 4, 127, 127, 127, 127, 1, 127, 2, 7, 1, 1, 101, 1, 102, 0, 0, 7, 5, 1, 1,
    102, 0, 0,
  ]);
  const { instance } = await WebAssembly.instantiate(trampoline, { e: { f: callback } });
  table.set(0, instance.exports.f);
  return 0;
}
