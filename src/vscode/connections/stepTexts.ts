/** What the steps of describing a connection say, in the user's language. */
import * as vscode from 'vscode';
import { secretVariable } from '../../core/missingSecret.ts';
import { vendorOrigin } from '../../core/project/origins.ts';
import type { SourceName } from '../../core/project/project.ts';
import { SECRET } from './connectionSteps.ts';
import type { Answers, Problem } from './stepWalk.ts';

export interface Option {
	readonly value: string;
	readonly label: string;
	readonly detail?: string;
}

/** The question of a step. */
export function questionOf(id: string, answers: Answers): string {
	if (id.startsWith(SECRET)) return secretQuestion(id.slice(SECRET.length), answers.name);
	switch (id) {
		case 'source':
			return vscode.l10n.t('Where does the data come from?');
		case 'name':
			return vscode.l10n.t('Name of the connection: its replica, its jobs and its secrets are called by it');
		case 'place':
			return vscode.l10n.t('Where is the API?');
		case 'baseUrl':
			return vscode.l10n.t('Address of the API, such as https://host');
		case 'identityUrl':
			return vscode.l10n.t("Address of the identity provider; empty for the vendor's own");
		case 'keyType':
			return vscode.l10n.t('Data role of the Spark API key');
		case 'replication':
			return vscode.l10n.t('Does the key have replication access?');
		case 'auth':
			return vscode.l10n.t('How does it sign in?');
		case 'multipleInquiries':
			return vscode.l10n.t('Was the developer moved to Multiple Inquiries?');
		case 'customers':
			return vscode.l10n.t('Ids of the customers (agencies), with commas between');
		default:
			return id;
	}
}

export function optionOf(id: string, value: string, answers: Answers): Option {
	switch (`${id}.${value}`) {
		case 'source.spark':
			return { value, label: 'Spark (Flexmls)', detail: vscode.l10n.t('RESO Web API and contacts of an MLS') };
		case 'source.realpad':
			return { value, label: 'Realpad', detail: vscode.l10n.t('Exports and files of a developer (Takeout)') };
		case 'source.reapit':
			return { value, label: 'Reapit Foundations', detail: vscode.l10n.t('Data of estate agencies') };
		case 'place.vendor':
			return { value, label: vscode.l10n.t("At the vendor's"), detail: vendorOrigin(answers.source as SourceName) };
		case 'place.own':
			return {
				value,
				label: vscode.l10n.t('At another address…'),
				detail: vscode.l10n.t('A sandbox or a test server; the secrets are bound to it'),
			};
		case 'auth.token':
			return { value, label: vscode.l10n.t('Access token'), detail: vscode.l10n.t('Made in the developer portal') };
		case 'auth.oauth2':
			return { value, label: 'OAuth 2', detail: vscode.l10n.t('A user signs in through the browser') };
		case 'auth.openid':
			return { value, label: 'OpenID Connect', detail: vscode.l10n.t('A user signs in through the browser') };
		case 'auth.apiSig':
			return { value, label: 'ApiSig', detail: vscode.l10n.t('API key and secret of older applications') };
		case 'auth.clientCredentials':
			return {
				value,
				label: vscode.l10n.t('As the application'),
				detail: vscode.l10n.t('Client id and client secret of your app'),
			};
		case 'auth.authorizationCode':
			return {
				value,
				label: vscode.l10n.t('As a user'),
				detail: vscode.l10n.t('A user signs in through the browser'),
			};
		default:
			return { value, label: plainLabel(value) };
	}
}

export function problemText(problem: Problem | undefined): string | undefined {
	if (problem === undefined) return undefined;
	return problem === 'empty' ? vscode.l10n.t('It cannot be empty') : problem.says;
}

function plainLabel(value: string): string {
	if (value === 'yes') return vscode.l10n.t('Yes');
	return value === 'no' ? vscode.l10n.t('No') : value;
}

function secretQuestion(field: string, name: string | undefined): string {
	const kept = vscode.l10n.t('{0}; it is kept in the secret storage of the editor', field);
	const variable = name === undefined ? undefined : secretVariable(name, field);
	if (variable === undefined || (process.env[variable] ?? '') === '') return kept;
	return vscode.l10n.t('{0}; empty to use the environment variable {1}', field, variable);
}
