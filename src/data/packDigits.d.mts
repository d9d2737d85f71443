export function packDigits(outputPath: string): Promise<void>;
