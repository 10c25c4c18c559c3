/** A starter integration for a connection: typed client, sync loop, tests against the sandbox, and what they need to run. */
import { secretVariable } from '../../missingSecret.ts';
import type { Connection } from '../../project/project.ts';
import { packageFiles } from './packageFiles.ts';
import { realpadFiles } from './realpadFiles.ts';
import { reapitFiles } from './reapitFiles.ts';
import { sparkFiles } from './sparkFiles.ts';

export interface ScaffoldFile {
	/** Below the project's folder, with `/`. */
	readonly path: string;
	readonly text: string;
}

/** One type of records, as TypeScript. */
export interface ScaffoldType {
	/** `contacts` */
	readonly dataset: string;
	/** Columns that make a record's key. */
	readonly key: readonly string[];
	/** Column that changes are asked by; `undefined` where they cannot be. */
	readonly cursor: string | undefined;
	/** `Contact`; it is exported by `text`. */
	readonly name: string;
	readonly text: string;
}

export interface ScaffoldWish {
	readonly connection: Connection;
	/** Datasets to be synced, with the types of their records. */
	readonly types: readonly ScaffoldType[];
}

/** Everything but what makes it run is the vendor's. */
export interface VendorFiles {
	readonly files: readonly ScaffoldFile[];
	/** Variables of the environment that it reads, and what each is. */
	readonly environment: readonly (readonly [name: string, meaning: string])[];
	/** Scripts beside `test`, and what each does. */
	readonly scripts: Readonly<Record<string, readonly [command: string, meaning: string]>>;
	/** Lines of the README that only this vendor needs. */
	readonly notes: readonly string[];
	readonly dependencies?: Readonly<Record<string, string>>;
}

/** The files of the project, none of which holds a secret. */
export function scaffold(wish: ScaffoldWish): readonly ScaffoldFile[] {
	const vendor = vendorFiles(wish);
	return [...packageFiles(wish, vendor), ...typeFiles(wish), ...vendor.files];
}

function vendorFiles(wish: ScaffoldWish): VendorFiles {
	const { connection } = wish;
	const variable = (field: string): string => secretVariable(connection.connection, field);
	switch (connection.source) {
		case 'reapit':
			return reapitFiles(connection, wish.types, variable);
		case 'spark':
			return sparkFiles(connection, wish.types, variable);
		case 'realpad':
			return realpadFiles(connection, wish.types, variable);
	}
}

/** A file each, because inner types of two datasets may have the same name. */
function typeFiles({ types }: ScaffoldWish): readonly ScaffoldFile[] {
	return types.map(({ dataset, text }) => ({ path: `src/types/${fileName(dataset)}.ts`, text }));
}

/** Dataset names of all vendors are harmless in file names but for dots, which would look like endings. */
export function fileName(dataset: string): string {
	return dataset.replaceAll(/[^\w-]/g, '-');
}

/** Lines that import the types. */
export function typeImports(types: readonly ScaffoldType[], from: string): string {
	return types.map(({ dataset, name }) => `import type { ${name} } from '${from}/${fileName(dataset)}.ts';\n`).join('');
}
