/** Datasets that jobs name and nobody has heard of: a warning only, because a vendor may have more than it once told. */
import { LineCounter } from 'yaml';
import { ProblemList, nearest } from '../problems.ts';
import type { Problem } from '../project.ts';
import { outlineOf } from './outline.ts';
import type { OutlinedConnection } from './outline.ts';

/** @param namesOf  all datasets of a connection; `undefined` where its vendor has to be asked, and nobody has */
export async function unknownDatasets(
	text: string,
	namesOf: (connection: OutlinedConnection) => Promise<readonly string[] | undefined>,
): Promise<readonly Problem[]> {
	const problems = new ProblemList(linesOf(text));
	const outline = outlineOf(text);
	for (const { dataset, datasetRange, connection: name } of outline.jobs.flatMap(({ targets }) => targets)) {
		const connection = outline.connections.find((one) => one.name === name);
		if (connection === undefined || dataset === undefined || datasetRange === undefined) continue;
		const known = await namesOf(connection);
		if (known === undefined || known.includes(dataset)) continue;
		const meant = nearest(dataset, known);
		const hint = meant === undefined ? '' : ` Did you mean '${meant}'?`;
		problems.add(datasetRange, `${name} has no dataset '${dataset}', as far as is known.${hint}`, {
			severity: 'warning',
			fix: meant === undefined ? undefined : { title: `Change to '${meant}'`, text: meant },
		});
	}
	return problems.inOrder;
}

function linesOf(text: string): LineCounter {
	const lines = new LineCounter();
	lines.addNewLine(0);
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
	return lines;
}
