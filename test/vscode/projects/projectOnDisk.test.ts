/** Whose replicas may be written. */
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import { parseProject } from '../../../src/core/project/parseProject.ts';
import { projectOnDisk } from '../../../src/vscode/projects/projectOnDisk.ts';
import type { ProjectState } from '../../../src/vscode/projects/projects.ts';

const { project } = parseProject('version: 1\nconnections: { mls: { source: spark } }\n', '/work');

function state(changed: Partial<ProjectState>): ProjectState {
	const file = { scheme: 'memfs', path: '/work/freehold.yaml' } as unknown as ProjectState['file'];
	return { folder: 'memfs:/work', name: 'work', file, project, problems: [], isLocal: true, ...changed };
}

test('a folder on a disk has its project', () => {
	expect(projectOnDisk(state({}), 'x')).toBe(project);
});

test.each([
	['a virtual folder', state({ isLocal: false }), 'work is a virtual folder, and a replica needs a disk'],
	['a freehold.yaml with mistakes', state({ project: undefined }), 'no freehold.yaml without mistakes'],
	['a folder that has gone', undefined, 'no freehold.yaml without mistakes'],
])('%s is refused before anything of its path is touched', (_, of, why) => {
	const refused = (): unknown => projectOnDisk(of, 'The run could not begin');
	expect(refused).toThrow(why);
	expect(refused).toThrow(FreeholdError);
});
