/** Writes the pages on the filter language from the tables that parser and checks read. */
import { reapitDialect } from '../src/core/filter/dialect.ts';
import { findingCodes } from '../src/core/filter/findings.ts';
import { undecidedReasons } from '../src/core/filter/verdict.ts';
import { findingCodeNames, findingPage } from '../src/core/wording/findingPage.ts';

type Codes = Readonly<Record<string, { title: string; severity: string; why: string; bad: string; good?: string }>>;

const codes: Codes = findingCodes;

/** `docs/filter-language.md`. */
export function filterLanguageDocs(): string {
	const operators = reapitDialect.operators.map(
		({ name, title, types, takes, documentation, example }) =>
			`| \`${name}\` | ${title} | ${types.join(', ')} | ${takes === 'list' ? 'a list' : 'one value'} | ${documentation} | \`${example}\` |`,
	);
	const bugs = reapitDialect.operators.flatMap(({ name, knownBugs }) =>
		knownBugs.map(({ issue, says }) => `| \`${name}\` | ${says} | #${issue} |`),
	);
	const found = Object.entries(codes).map(
		([code, { title, severity }]) => `| [${code}](diagnostics/${code}.md) | ${severity} | ${title} |`,
	);
	return page([
		"# Reapit's metadata filters",
		'',
		'Made from the tables that Freehold itself reads (`npm run generate`).',
		'',
		'```',
		"metadata.<field> <operator> <criteria>[,<criteria>…]        metadata.related.city $in 'London','Oxford'",
		'```',
		'',
		'One expression is one parameter: `metadata=…` on entities, `filter=…` on `/metadata/`. Several are additive: all of them must hold. There is no OR, no NOT and no grouping. Dots lead into nested documents. Text stands between apostrophes, an apostrophe within it is doubled; numbers, `true`, `false`, dates (`2020-11-05`) and moments (`2020-11-05T13:15:30Z`) stand as they are. The server tells the type from the text of the criteria.',
		'',
		'## Operators',
		'',
		'| Operator | Says | Types | Takes | | Example |',
		'| --- | --- | --- | --- | --- | --- |',
		...operators,
		'',
		'## Bugs of the server that are known',
		'',
		'Freehold sends a list as the last filter and names a lone item of `$con` twice; your text stays as it is.',
		'',
		'| Operator | What happens | Issue of reapit/foundations |',
		'| --- | --- | --- |',
		...bugs,
		'',
		'## Files',
		'',
		'An `.rfilter` file holds blocks of lines. The lines of a block are one set; a blank line ends it; an indented line goes on with the one above; lines that begin with `#` are comments.',
		'',
		'```',
		'# @name chased',
		'# @dataset agency/properties',
		"metadata.city $eq 'London'",
		'metadata.chaseDate $lt 2026-01-01',
		'```',
		'',
		'## Evaluated here',
		'',
		'`freehold filter eval` answers from the replica: yes, no, or undecided, where no document tells what the server does:',
		'',
		...Object.values(undecidedReasons).map((reason) => `- ${reason}`),
		'',
		'`freehold filter sql` prints a condition that is 1, 0 or NULL in the same cases; it runs in `freehold query`.',
		'',
		'## Findings',
		'',
		'An error is what a document or an issue of the vendor says to fail; the rest is a warning or information.',
		'',
		'| Code | | |',
		'| --- | --- | --- |',
		...found,
	]);
}

/** `docs/diagnostics/<code>.md`, by code. */
export function findingDocs(): Readonly<Record<string, string>> {
	const seeAlso = "\nSee [Reapit's metadata filters](../filter-language.md).\n";
	return Object.fromEntries(findingCodeNames().map((code) => [code, `${findingPage(code)}${seeAlso}`]));
}

function page(lines: readonly string[]): string {
	return `${lines.join('\n')}\n`;
}
