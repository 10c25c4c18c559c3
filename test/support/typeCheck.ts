/** Checks TypeScript that was generated, as strictly as the compiler can. */
import ts from 'typescript';

/** @returns what the compiler has against it */
export function typeFaults(source: string): readonly string[] {
	const options: ts.CompilerOptions = {
		...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noEmit: true },
		...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, types: [], lib: ['lib.es2022.d.ts'] },
	};
	const host = ts.createCompilerHost(options);
	const getSourceFile = host.getSourceFile.bind(host);
	host.getSourceFile = (name, target) =>
		name === 'generated.ts' ? ts.createSourceFile(name, source, target) : getSourceFile(name, target);
	const program = ts.createProgram(['generated.ts'], options, host);
	return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
