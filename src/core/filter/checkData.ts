/** Checks the field against the data: whether records have it, and under which name. */
import { checkHeld } from './checkHeld.ts';
import type { Dialect } from './dialect.ts';
import { distance } from './distance.ts';
import { fieldOf } from './fieldIndex.ts';
import type { FieldFacts, FieldIndex } from './fieldIndex.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import { foldedFields } from './foldedFields.ts';
import type { Filter, Path } from './syntax.ts';

export function checkData(filter: Filter, field: Path, dialect: Dialect, index: FieldIndex): readonly Finding[] {
	const path = field.names.join('.');
	const facts = fieldOf(index, field.names);
	if (facts === undefined) return [unseen(field, path, dialect, index)];
	const found: Finding[] = [];
	if (facts.path !== path) {
		const fix = replacement(`Change to ${facts.path}`, field, `${dialect.prefix}.${facts.path}`, true);
		found.push(finding('FH151', field, `The records call it '${facts.path}'`, [fix]));
	}
	const through = parents(path).find((parent) => (index.fields.get(parent)?.types.array ?? 0) > 0);
	if (through !== undefined)
		found.push(
			finding('FH155', field, `'${through}' holds arrays; whether a path goes through them is not documented`),
		);
	return [...found, ...checkHeld(filter, facts, dialect)];
}

function unseen(field: Path, path: string, dialect: Dialect, index: FieldIndex): Finding {
	// Not preferred: a field may be newer than what was read.
	const near = nearest(path.toLowerCase(), index);
	const fixes = near === undefined ? [] : [replacement(`Change to ${near}`, field, `${dialect.prefix}.${near}`)];
	const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
	return finding('FH150', field, `None of ${index.documents} records here has '${path}'.${hint}`, fixes);
}

/** The name that differs least, and of several the commonest. */
function nearest(path: string, index: FieldIndex): string | undefined {
	let most = Math.max(1, Math.floor(path.length / 4));
	let near: FieldFacts | undefined;
	for (const [folded, spellings] of foldedFields(index)) {
		const facts = index.fields.get(spellings[0] ?? '');
		const away = distance(path, folded, most);
		if (facts === undefined || away > most || (away === most && near !== undefined && near.seen >= facts.seen))
			continue;
		most = away;
		near = facts;
	}
	return near?.path;
}

function parents(path: string): readonly string[] {
	const names = path.split('.');
	return names.slice(1).map((_, index) => names.slice(0, index + 1).join('.'));
}
