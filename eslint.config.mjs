import eslint from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const noEditor = { name: 'vscode', message: 'This layer knows no editor; hand it what it needs.' };

export default tseslint.config(
  { ignores: ['dist/', 'artifacts/', '.vscode-test/', '.native/', 'src/engine/assembly/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['samples', 'samples/exercises', 'src', 'webviews', 'test'].map((folder) => `${folder}/tsconfig.json`),
      },
    },
    rules: { eqeqeq: 'error', '@typescript-eslint/consistent-type-imports': 'error' },
  },
  {
    files: ['samples/**', 'src/{engine,data,native,runs,worker,cli}/**', 'webviews/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [noEditor] }] },
  },
  // What a learner gets: the gap uses nothing yet.
  { files: ['samples/exercises/*/exercise.ts'], rules: { '@typescript-eslint/no-unused-vars': 'off' } },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { ...globals.commonjs, ...globals.node, ...globals.browser } },
  },
);
