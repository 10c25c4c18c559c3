/** Checks TypeScript that was generated, as strictly as the compiler can. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * @param types  packages whose types it needs, such as `node`
 * @returns what the compiler has against it
 */
export function typeFaults(source: string, types: readonly string[] = []): readonly string[] {
	const options: ts.CompilerOptions = {
		...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noEmit: true },
		...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, types: [...types], lib: ['lib.es2022.d.ts'] },
	};
	const file = `${root}generated.mts`;
	const host = ts.createCompilerHost(options);
	const getSourceFile = host.getSourceFile.bind(host);
	host.getSourceFile = (name, target) =>
		name === file ? ts.createSourceFile(name, source, target) : getSourceFile(name, target);
	const program = ts.createProgram([file], options, host);
	return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
