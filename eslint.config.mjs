import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const noDefaultExport = {
	selector: 'ExportDefaultDeclaration',
	message: 'Export by name: a default export has a different name in every file.',
};
const noBarrel = {
	selector: 'ExportAllDeclaration',
	message: 'No barrel files: import from the file that declares it.',
};
const noAwaitInAssignment = {
	selector: "AssignmentExpression[operator='+='] > AwaitExpression",
	message: '`n += await …` reads n before the wait and loses what others added.',
};

export default tseslint.config(
	{ ignores: ['node_modules/', '.tools/', 'dist/', 'coverage/', 'freehold-demo*/', 'out-test/'] },
	js.configs.recommended,
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'no-restricted-syntax': ['error', noDefaultExport, noBarrel, noAwaitInAssignment],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/explicit-module-boundary-types': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
			// Boundary data (JSON, SQLite rows) is checked where it enters, often by `in` and `typeof` that lint calls needless.
			'@typescript-eslint/no-unnecessary-condition': 'off',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true, allowThrowingAny: false }],
			'no-console': 'error',
			'no-empty': ['error', { allowEmptyCatch: false }],
		},
	},
	{
		files: ['test/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			'no-console': 'off',
		},
	},
	{ files: ['vitest*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
	{
		files: ['**/*.mjs'],
		languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
	},
	{
		files: ['**/*.cjs'],
		languageOptions: {
			sourceType: 'commonjs',
			globals: { process: 'readonly', setInterval: 'readonly', require: 'readonly', exports: 'writable' },
		},
	},
	prettier,
);
