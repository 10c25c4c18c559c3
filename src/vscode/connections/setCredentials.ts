/** Asks for a connection's secrets, tries them, and keeps them in SecretStorage. */
import * as vscode from 'vscode';
import { connectionSecrets } from '../../core/project/secrets.ts';
import type { Freehold } from '../freehold.ts';
import { secretFields, signsInByBrowser } from '../../core/project/secretFields.ts';
import type { ConnectionRef } from '../refs.ts';
import { mayHaveSecrets } from './allowServer.ts';
import { askSteps } from './askSteps.ts';
import { chosenConnection } from './chosenConnection.ts';
import { secretStep, secretsOf } from './connectionSteps.ts';
import { DraftSecrets } from './draftSecrets.ts';
import { hasVariable } from './environment.ts';
import { signInAsked } from './signIn.ts';
import { questionOf, optionOf } from './stepTexts.ts';
import { StepWalk } from './stepWalk.ts';
import { tryConnection } from './tryConnection.ts';

/** @returns whether they were stored */
export async function setCredentials(freehold: Freehold, given: ConnectionRef | undefined): Promise<boolean> {
	const chosen = await chosenConnection(freehold, given, vscode.l10n.t('Whose credentials are to be set?'));
	if (chosen === undefined) return false;
	const { ref, connection } = chosen;
	if (!(await mayHaveSecrets(freehold, ref, connection))) return false;
	const [network, catalogues, log] = await Promise.all([freehold.network(), freehold.catalogues(), freehold.log()]);
	const title = vscode.l10n.t('Credentials of {0}', ref.connection);
	const fields = secretFields(connection);
	const steps = fields.map(({ name, isHidden }) => secretStep(name, isHidden, hasVariable(ref.connection, name)));
	const walk = new StepWalk(() => steps);
	const wording = {
		question: (id: string) => questionOf(id, { name: ref.connection }),
		option: optionOf,
	};
	for (;;) {
		const answers = await askSteps(walk, title, wording);
		if (answers === undefined) return false;
		const secrets = new DraftSecrets(secretsOf(answers), connectionSecrets(connection, process.env, undefined));
		const outside = network.outsideWith(connection, secrets);
		const signIn = signsInByBrowser(connection) ? () => signInAsked(freehold, connection, outside, title) : undefined;
		const tried = await tryConnection({ connection, outside, title, log, mayDoWithout: false, signIn });
		if (tried.kind === 'left' || tried.kind === 'saveWithout') return false;
		if (tried.kind === 'change') {
			walk.backTo('');
			continue;
		}
		if (Object.keys(secrets.fields).length > 0) await network.secrets.store(ref, connection, secrets.fields);
		if (tried.kind === 'works') await catalogues.remember(ref, tried.datasets);
		return true;
	}
}
