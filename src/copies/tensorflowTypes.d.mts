export function tensorflowTypes(nodeModules: string): string;
