/** Formats one statement; sql-formatter does it, and what it changes beyond spaces and the case of keywords is not taken. */
import { formatDialect, sqlite } from 'sql-formatter';
import { isTrivia, tokensOf } from '../../core/sqlText/tokens.ts';

export interface SqlIndent {
	readonly tabSize: number;
	readonly insertSpaces: boolean;
}

/** @returns `undefined` for what it cannot read */
export function formatStatement(text: string, { tabSize, insertSpaces }: SqlIndent): string | undefined {
	const formatted = format(text, tabSize, !insertSpaces);
	return formatted !== undefined && essence(formatted) === essence(text) ? formatted : undefined;
}

function format(text: string, tabWidth: number, useTabs: boolean): string | undefined {
	try {
		return formatDialect(text, {
			...{ dialect: sqlite, tabWidth, useTabs, keywordCase: 'upper', expressionWidth: 80 },
			paramTypes: { named: [':', '@', '$'], numbered: ['?'], positional: true },
		});
	} catch {
		// A half-written statement is left as it is; what is wrong with it is marked already.
		return undefined;
	}
}

/** Comments too: nothing that somebody has written may go. */
function essence(text: string): string {
	return tokensOf(text)
		.filter((token) => token.kind !== 'space')
		.map((token) =>
			isTrivia(token) ? token.text.trim() : token.kind === 'word' ? token.text.toUpperCase() : token.text,
		)
		.join(' ');
}
