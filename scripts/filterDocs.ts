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
		'## In the editor',
		'',
		'Filters are a language of their own in VS Code: in `.rfilter` files, in the `metadata=` and `filter=` parameters of request files (`.freehold.http`), and under `filters` in `freehold.yaml`. What is offered knows the data once the dataset is replicated.',
		'',
		'| What | How |',
		'| --- | --- |',
		'| Completion | fields by how many records have them, with type and share; the operators that fit the type; values that are there, but for those the list already has; dates; `@name`, `@dataset` |',
		'| Help | an operator says what it takes, the pointer what a field holds and what the server does; behind a date stands how far away it is |',
		'| Mistakes | shown while you type, each with its code and page; also what the data says: a field that no record has, a value of another type |',
		'| Mending | quick fixes; *Fix All* on save (`source.fixAll.freehold` of `editor.codeActionsOnSave`) mends what is certain |',
		'| Format | a file, a selection, and a line when it is finished |',
		'| Names | find and rename a field in all files that filter the same dataset |',
		'| Above each set | *Matches 389 of 12,004 locally*, *Run on Reapit*, *Copy URL*, *Open in Grid* |',
		'| Beside the language | the dataset that the filter at the cursor is meant for, and when it was last read |',
		'',
		'*Run on Reapit* sends one request for each customer of the connection and shows the count and the first 25 records. What is known to fail is not sent; what Reapit refuses (400) is shown at the part of the filter that its answer names. Nothing is sent from a workspace that is not trusted; everything else works there.',
		'',
		'*Freehold: Try a Filter…*, in the palette and on a dataset of Reapit, takes a filter in a box that says while you type what it selects or what is wrong with it; then it is counted, opened in the grid, run, copied as an address, or saved.',
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
