/** Checks TypeScript that was generated, as strictly as the compiler can. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * @param types  packages whose types it needs, such as `node`
 * @returns what the compiler has against it
 */
export function typeFaults(source: string, types: readonly string[] = []): readonly string[] {
	return allTypeFaults([source], types);
}

/** Of several modules at once: the compiler reads the types of Node and others only once. */
export function allTypeFaults(sources: readonly string[], types: readonly string[] = []): readonly string[] {
	const options: ts.CompilerOptions = {
		...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noEmit: true },
		...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, types: [...types], lib: ['lib.es2022.d.ts'] },
	};
	const files = new Map(sources.map((source, nth) => [`${root}generated${nth}.mts`, source]));
	const host = ts.createCompilerHost(options);
	const getSourceFile = host.getSourceFile.bind(host);
	host.getSourceFile = (name, target) => {
		const source = files.get(name);
		return source === undefined ? getSourceFile(name, target) : ts.createSourceFile(name, source, target);
	};
	const program = ts.createProgram([...files.keys()], options, host);
	return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
