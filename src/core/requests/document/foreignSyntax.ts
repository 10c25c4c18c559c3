/** Knows what single tools have added to request files (scripts, assertions, redirections), so that it is never sent. */
import type { ForeignPart } from './requestDocument.ts';
import type { SourceLine } from './sourceLines.ts';

interface Form {
	readonly kind: ForeignPart['kind'];
	readonly begins: RegExp;
	/** Where it goes on over lines: what its last one looks like. */
	readonly ends?: RegExp | undefined;
	readonly where: readonly Place[];
}

export type Place = 'head' | 'query' | 'headers' | 'body';

const EVERYWHERE: readonly Place[] = ['head', 'query', 'headers', 'body'];

const FORMS: readonly Form[] = [
	// JetBrains: `> {% … %}`, `< {% … %}`; httpYac: `{{ … }}` over lines.
	{ kind: 'script', begins: /^\s*[<>]\s*\{%(?!.*%\}\s*$)/, ends: /%\}\s*$/, where: EVERYWHERE },
	{ kind: 'script', begins: /^\s*[<>]\s*\{%.*%\}\s*$/, where: EVERYWHERE },
	{ kind: 'script', begins: /^\s*\{\{(?:@js\s+)?[+@]?[a-z]*\s*$/i, ends: /^\s*\}\}\s*$/, where: EVERYWHERE },
	{ kind: 'script', begins: /^\s*>\s+\S+\.(?:m?js|ts)\s*$/, where: EVERYWHERE },
	{ kind: 'script', begins: /^\s*<\s+\S+\.m?js\s*$/, where: ['head'] },
	{ kind: 'script', begins: /^(?:import|run)\s+\S/, where: ['head'] },
	{ kind: 'assertion', begins: /^\s*\?\?\s/, where: EVERYWHERE },
	{ kind: 'redirection', begins: /^\s*(?:>>!?\s+\S|<>\s+\S)/, where: ['headers', 'body'] },
	{ kind: 'addressLine', begins: /^\s+\/(?!\/)\S*\s*$/, where: ['query'] },
	{ kind: 'variable', begins: /^\s*@[^\s=:]+\s*:=/, where: ['head'] },
	{ kind: 'headers', begins: /^\s*\.{3}[^\s.]+,?\s*$/, where: ['query', 'headers'] },
];

/** What the forms begin with: most lines of a large file need no closer look. */
const BEGINNINGS = new Set('<>{?/@.ir');

/** The form that a line begins at a place, if any. */
export function foreignForm(line: SourceLine, place: Place): Form | undefined {
	if (!BEGINNINGS.has(line.text.trimStart().charAt(0))) return undefined;
	return FORMS.find(({ begins, where }) => where.includes(place) && begins.test(line.text));
}
