import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const noEditor = { name: 'vscode', message: 'This layer knows no editor; hand it what it needs.' };

export default tseslint.config(
  { ignores: ['dist/', 'artifacts/', '.vscode-test/', 'src/engine/assembly/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: ['samples', 'src', 'webviews', 'test'].map((folder) => `${folder}/tsconfig.json`) },
    },
    rules: { eqeqeq: 'error', '@typescript-eslint/consistent-type-imports': 'error' },
  },
  {
    files: ['samples/**', 'src/{engine,data,runs,worker,cli}/**', 'webviews/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [noEditor] }] },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' } },
  },
);
