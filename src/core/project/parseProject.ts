/** Text of a freehold.yaml → a project, or everything that is wrong with it. Touches no file. */
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { isJsonObject } from '../json.ts';
import { buildProject } from './buildProject.ts';
import { checkCustomers } from './checkCustomers.ts';
import { checkDocument } from './checkShape.ts';
import { checkReferences } from './checkReferences.ts';
import { ProblemList } from './problems.ts';
import type { Problem, Project } from './project.ts';
import { PROJECT_SHAPE } from './projectShape.ts';
import { whereSecretGoes } from './secretNames.ts';

export const PROJECT_FILE = 'freehold.yaml';

export interface ParsedProject {
	/** Absent where there is an error among the problems. */
	readonly project: Project | undefined;
	readonly problems: readonly Problem[];
}

export function parseProject(text: string, root: string): ParsedProject {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
	const problems = new ProblemList(lines);
	for (const error of document.errors) problems.add(error.pos, `Not valid YAML: ${error.message}`);
	for (const warning of document.warnings) problems.add(warning.pos, warning.message, { severity: 'warning' });
	// The shape of half a file only leads to false alarms.
	if (problems.hasErrors) return { project: undefined, problems: problems.inOrder };
	checkDocument(document, PROJECT_SHAPE, problems, whereSecretGoes);
	checkReferences(document, problems);
	checkCustomers(document, problems);
	const value: unknown = problems.hasErrors ? undefined : document.toJS();
	return {
		project: isJsonObject(value) ? buildProject(value, root, join(root, PROJECT_FILE)) : undefined,
		problems: problems.inOrder,
	};
}
