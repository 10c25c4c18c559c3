/** Which events Reapit sends where: listed, added, replaced, deleted. */
import * as vscode from 'vscode';
import { isPublicAddress } from '../../core/sources/reapit/webhooks/publicAddress.ts';
import { WebhookSubscriptions, webhookBody } from '../../core/sources/reapit/webhooks/subscriptions.ts';
import type { Webhook, WebhookFields } from '../../core/sources/reapit/webhooks/subscriptions.ts';
import { dryRunText } from '../../core/wording/dryRunText.ts';
import { reapitEndpoints } from '../../vendor/reapit/endpoints.ts';
import { whileWaiting } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { askText, askVerb } from './askVerb.ts';
import { carryOut } from './carryOut.ts';
import type { Plan, Undertaking, Written } from './carryOut.ts';
import { confirmInDialog } from './confirmWrite.ts';
import { askingText, openTarget } from './openTarget.ts';
import type { OpenTarget } from './openTarget.ts';
import { showOnce } from './showOnce.ts';

const COLLECTION = 'resthooks';

export async function manageWebhooks(freehold: Freehold, given: ConnectionRef | undefined): Promise<unknown> {
	const target = await openTarget(freehold, given, vscode.l10n.t('Webhooks of which connection?'));
	if (target === undefined) return undefined;
	const verb = await askVerb({
		list: vscode.l10n.t('List Webhooks'),
		create: vscode.l10n.t('Create a Webhook'),
		put: vscode.l10n.t('Replace a Webhook'),
		delete: vscode.l10n.t('Delete a Webhook'),
	});
	if (verb === undefined) return undefined;
	if (verb !== 'list') target.api.assertMayWrite(`Webhook of ${target.ref.connection}`);
	if (verb === 'create') return write(freehold, target, undefined);
	const all = await whileWaiting(askingText(target, COLLECTION), (signal) => hooksOf(target).list(signal));
	if (verb === 'list') {
		return showOnce(freehold, target, COLLECTION, 'webhooks.json', `${JSON.stringify(all, null, '\t')}\n`);
	}
	const chosen = await askWebhook(all);
	if (chosen === undefined) return undefined;
	if (verb === 'put') return write(freehold, target, chosen);
	return carryOut(freehold, target, deletion(target, chosen.id), confirmInDialog(freehold));
}

function hooksOf({ entities }: OpenTarget): WebhookSubscriptions {
	return new WebhookSubscriptions(entities);
}

async function askWebhook(all: readonly Webhook[]): Promise<Webhook | undefined> {
	const choices = all.map((webhook) => ({
		...{ label: webhook.url ?? webhook.id, description: webhook.id, webhook },
		detail: (webhook.topicIds ?? []).join(', '),
	}));
	const placeHolder = vscode.l10n.t('Which webhook?');
	return (await vscode.window.showQuickPick(choices, { placeHolder, ignoreFocusOut: true }))?.webhook;
}

/** @param before  the one that is replaced */
async function write(
	freehold: Freehold,
	target: OpenTarget,
	before: Webhook | undefined,
): Promise<Written | undefined> {
	const fields = await askFields(before);
	if (fields === undefined) return undefined;
	return carryOut(freehold, target, sending(target, before?.id, fields), confirmInDialog(freehold));
}

async function askFields(before: Webhook | undefined): Promise<WebhookFields | undefined> {
	const title = vscode.l10n.t('Webhook');
	const url = await vscode.window.showInputBox({
		...{ title, prompt: vscode.l10n.t('Where events are sent, reachable from the internet'), ignoreFocusOut: true },
		...{ value: before?.url ?? '', placeHolder: 'https://example.com/reapit' },
		validateInput: (text) => (isPublicAddress(text) ? undefined : vscode.l10n.t('Reapit sends to https only')),
	});
	if (url === undefined) return undefined;
	const topicIds = await askTopics(title, before?.topicIds ?? []);
	if (topicIds === undefined || topicIds.length === 0) return undefined;
	const description = await askText(title, vscode.l10n.t('A name for it; may be empty'), before?.description);
	if (description === undefined) return undefined;
	const { active = true, ignoreEtagOnlyChanges = true } = before ?? {};
	return { url, topicIds, description: description === '' ? undefined : description, active, ignoreEtagOnlyChanges };
}

async function askTopics(title: string, before: readonly string[]): Promise<readonly string[] | undefined> {
	const { webhookTopics } = await reapitEndpoints();
	const choices = webhookTopics.map((label) => ({ label, picked: before.includes(label) }));
	const placeHolder = vscode.l10n.t('Which events?');
	const chosen = await vscode.window.showQuickPick(choices, {
		...{ title, placeHolder, canPickMany: true, ignoreFocusOut: true },
	});
	return chosen?.map(({ label }) => label);
}

/** @param id  of the one that is replaced */
function sending(target: OpenTarget, id: string | undefined, fields: WebhookFields): Undertaking<Plan> {
	const hooks = hooksOf(target);
	const body = webhookBody(fields);
	const path = id === undefined ? COLLECTION : `${COLLECTION}/${id}`;
	const request = {
		method: id === undefined ? 'POST' : 'PUT',
		path: id === undefined ? `/${path}/` : `/${path}`,
		body,
	};
	return {
		about: path,
		plan: () => Promise.resolve({ shown: dryRunText(request) }),
		send: async (_plan, _options, signal) => {
			if (id === undefined) {
				const created = await hooks.create(fields, signal);
				return { text: vscode.l10n.t('Created in {0}: {1}', COLLECTION, created.id ?? '–') };
			}
			await hooks.put(id, fields, signal);
			return { text: vscode.l10n.t('{0} is changed.', path), path };
		},
	};
}

function deletion(target: OpenTarget, id: string): Undertaking<Plan> {
	const path = `${COLLECTION}/${id}`;
	return {
		about: path,
		plan: () => Promise.resolve({ shown: dryRunText({ method: 'DELETE', path: `/${path}` }) }),
		send: async (_plan, _options, signal) => {
			await hooksOf(target).delete(id, signal);
			return { text: vscode.l10n.t('{0} is deleted.', path) };
		},
	};
}
