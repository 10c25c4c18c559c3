/** What is known where request files are written; asked synchronously, learned before. */
import type { SourceName } from '../../project/project.ts';
import type { Api } from './api.ts';

export interface KnownConnection {
	readonly name: string;
	readonly source: SourceName;
	/** `base` and others, as `connectionVariables` gives them. */
	readonly variables: Readonly<Record<string, string>>;
	readonly isReadOnly: boolean;
	/** With the resources that this one has. */
	readonly api: Api;
}

export interface RequestKnowledge {
	/** `undefined` while they are not known, and in a folder without a freehold.yaml. */
	readonly connections: readonly KnownConnection[] | undefined;
	/** Names of variables that environments define. */
	readonly environmentVariables: readonly string[];
	/** Of each vendor, where no connection is named. */
	readonly apis: Readonly<Partial<Record<SourceName, Api>>>;
}

export const NOTHING_KNOWN: RequestKnowledge = { connections: undefined, environmentVariables: [], apis: {} };
