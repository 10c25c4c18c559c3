/** What a model's input means, as far as the user is told of it before the tool itself has checked it. */
import type { Project } from '../../core/project/project.ts';
import { isJsonObject } from '../../core/json.ts';

export interface JobMeant {
	readonly job: string;
	/** `mls/Property, mls/Member`. */
	readonly targets: string;
	readonly dataFolder: string;
}

/** Long enough for every name that there is, and too short to hide a question behind it. */
const MOST_SHOWN = 60;

export function textIn(input: unknown, name: string): string | undefined {
	const value = isJsonObject(input) ? input[name] : undefined;
	return typeof value === 'string' && value !== '' ? value.replaceAll(/\s+/g, ' ').slice(0, MOST_SHOWN) : undefined;
}

/** The declared job; `undefined` where there is none of that name: then the tool says what there is. */
export function jobMeant(
	folders: readonly { readonly name: string; readonly project: Project | undefined }[],
	input: unknown,
): JobMeant | undefined {
	const [name, folder] = [textIn(input, 'job'), textIn(input, 'folder')];
	const inFolders = folders.filter((one) => folder === undefined || one.name === folder);
	for (const { project } of name === undefined ? [] : inFolders) {
		const job = project?.jobs.get(name ?? '');
		if (project !== undefined && job !== undefined) {
			return { job: job.name, targets: job.targets.join(', '), dataFolder: project.dataFolder };
		}
	}
	return undefined;
}
