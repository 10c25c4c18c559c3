/** Adds a connection: described step by step, tried, and only then saved. */
import * as vscode from 'vscode';
import { connectionSecrets } from '../../core/project/secrets.ts';
import { declared } from '../../core/project/newConnection.ts';
import type { NewConnection } from '../../core/project/newConnection.ts';
import type { Dataset } from '../../core/sources/source.ts';
import type { Freehold } from '../freehold.ts';
import { signsInByBrowser } from '../../core/project/secretFields.ts';
import { askFolder, askProject } from '../projects/askFolder.ts';
import { askSteps } from './askSteps.ts';
import { SECRET, connectionSteps, describedConnection, secretsOf } from './connectionSteps.ts';
import { DraftSecrets } from './draftSecrets.ts';
import { hasVariable } from './environment.ts';
import { saveNewConnection } from './saveConnection.ts';
import { signInAsked } from './signIn.ts';
import { StepWalk } from './stepWalk.ts';
import { tryConnection } from './tryConnection.ts';

export async function createProject(freehold: Freehold): Promise<void> {
	const folder = await askFolder();
	if (folder === undefined) return;
	const state = (await freehold.projects()).of(folder.uri.toString());
	await addTo(freehold, folder.uri, [...(state?.project?.connections.keys() ?? [])]);
}

export async function addConnection(freehold: Freehold): Promise<void> {
	const { all } = await freehold.projects();
	if (all.length === 0) return createProject(freehold);
	const target = await askProject(all, vscode.l10n.t('Which folder gets the connection?'));
	if (target === undefined) return;
	await addTo(freehold, vscode.Uri.parse(target.folder), [...(target.project?.connections.keys() ?? [])]);
}

interface Ready {
	readonly connection: NewConnection;
	readonly secrets: Readonly<Record<string, string>>;
	readonly datasets: readonly Dataset[] | undefined;
}

async function addTo(freehold: Freehold, folder: vscode.Uri, taken: readonly string[]): Promise<void> {
	const ready = await described(freehold, taken);
	if (ready === undefined) return;
	await saveNewConnection(freehold, folder, ready.connection, ready);
}

/** @returns `undefined` where the user left, at whatever step: nothing was written */
async function described(freehold: Freehold, taken: readonly string[]): Promise<Ready | undefined> {
	const title = vscode.l10n.t('Add Connection');
	const walk = new StepWalk((answers) => connectionSteps(answers, { taken, hasVariable }));
	const [network, log] = await Promise.all([freehold.network(), freehold.log()]);
	for (;;) {
		const answers = await askSteps(walk, title);
		if (answers === undefined) return undefined;
		const connection = describedConnection(answers);
		const draft = declared(connection);
		const secrets = new DraftSecrets(secretsOf(answers), connectionSecrets(draft, process.env, undefined));
		const outside = network.outsideWith(draft, secrets);
		const signIn = signsInByBrowser(draft) ? () => signInAsked(freehold, draft, outside, title) : undefined;
		const tried = await tryConnection({ connection: draft, outside, title, log, mayDoWithout: true, signIn });
		switch (tried.kind) {
			case 'left':
				return undefined;
			case 'change':
				walk.backTo(SECRET);
				break;
			case 'saveWithout':
				return { connection, secrets: {}, datasets: undefined };
			case 'saveAnyway':
				return { connection, secrets: secrets.fields, datasets: undefined };
			case 'works':
				return { connection, secrets: secrets.fields, datasets: tried.datasets };
		}
	}
}
