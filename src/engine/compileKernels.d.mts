export function compileKernels(outputPath: string): Promise<void>;
