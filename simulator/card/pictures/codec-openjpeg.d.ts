/** What jpeg2000.ts uses of the codec, which comes without types. */

declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  interface Frame {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
    readonly isSigned: boolean;
  }
  interface Encoder {
    /** A view of the codec's memory that takes the points. */
    getDecodedBuffer(frame: Frame): Uint8Array;
    setQuality(lossless: boolean, quality: number): void;
    setDecompositions(levels: number): void;
    encode(): void;
    /** A view of the codec's memory. */
    getEncodedBuffer(): Uint8Array;
    delete(): void;
  }
  interface Decoder {
    /** A view of the codec's memory that takes so many bytes. */
    getEncodedBuffer(length: number): Uint8Array;
    decode(): void;
    /** A view of the codec's memory. */
    getDecodedBuffer(): Uint8Array;
    getFrameInfo(): Frame;
    delete(): void;
  }
  interface Codec {
    readonly J2KEncoder: new () => Encoder;
    readonly J2KDecoder: new () => Decoder;
  }
  interface Output {
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
  }
  export default function start(output: Output): Promise<Codec>;
}
