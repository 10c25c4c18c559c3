/** Finds `{{…}}` in a text and says what each asks for. */
import type { Span } from '../../filter/syntax.ts';
import type { Part } from './requestDocument.ts';

/**
 * - `variable`: `{{base}}`
 * - `environment`: `{{$env.TOKEN}}`, `{{$processEnv TOKEN}}`; `dotenv`: `{{$dotenv TOKEN}}`, which is read from a file
 * - `response`: `{{login.response.body.$.token}}`, of another request; `dynamic`: `{{$guid}}`; `expression`: anything else
 */
export type ReferenceKind = 'variable' | 'environment' | 'dotenv' | 'response' | 'dynamic' | 'expression';

/** From its first brace to its last one. */
export interface VariableReference extends Span {
	readonly kind: ReferenceKind;
	/** What is asked for: `base`; of the environment the variable's name alone. */
	readonly name: Part;
	/** As it is written within the braces. */
	readonly inner: Part;
}

/** @param at  where the text stands in the file */
export function variableReferences(text: string, at = 0): readonly VariableReference[] {
	if (!text.includes('{{')) return [];
	return [...text.matchAll(/\{\{[^\S\r\n]*([^\r\n]*?)[^\S\r\n]*\}\}/g)].map(({ index, 0: whole, 1: inner = '' }) => {
		const from = at + index + whole.indexOf(inner, 2);
		const innerPart = { text: inner, start: from, end: from + inner.length };
		const { kind, name } = kindOf(inner);
		const nameStart = from + inner.length - name.length;
		return {
			kind,
			start: at + index,
			end: at + index + whole.length,
			name: { text: name, start: nameStart, end: nameStart + name.length },
			inner: innerPart,
		};
	});
}

const FORMS: readonly (readonly [ReferenceKind, RegExp])[] = [
	['environment', /^\$env\.(\w+)$/],
	['environment', /^\$processEnv\s+(\w+)$/],
	['dotenv', /^\$dotenv\s+(\w+)$/],
	['response', /^[\w-]+\.(?:request|response)\.\S+$/],
	['dynamic', /^\$[\w.]+(?:\s.*)?$/],
	['variable', /^[^\s$(){}[\]'"`+*/?:;,|&]+$/],
];

function kindOf(inner: string): { readonly kind: ReferenceKind; readonly name: string } {
	for (const [kind, form] of FORMS) {
		const found = form.exec(inner);
		if (found !== null) return { kind, name: found[1] ?? inner };
	}
	return { kind: 'expression', name: inner };
}
