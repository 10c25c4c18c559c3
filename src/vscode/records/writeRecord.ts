/** Creates, changes, replaces and deletes single records, with the JSON of the active editor. */
import * as vscode from 'vscode';
import { planWrite } from '../../core/sources/reapit/entities/plannedWrite.ts';
import type { PlannedWrite, WriteWish } from '../../core/sources/reapit/entities/plannedWrite.ts';
import type { WriteOptions } from '../../core/sources/reapit/entities/entities.ts';
import { dryRunText } from '../../core/wording/dryRunText.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef, DatasetRef, EntityRef } from '../refs.ts';
import { askDocument } from './askDocument.ts';
import { askPath } from './askPath.ts';
import { carryOut } from './carryOut.ts';
import type { Plan, Undertaking, Written } from './carryOut.ts';
import { confirmInDialog } from './confirmWrite.ts';
import type { Confirm } from './confirmWrite.ts';
import { openTarget } from './openTarget.ts';
import type { OpenTarget } from './openTarget.ts';

/** @returns what was written; `undefined` where nothing was sent */
export async function writeRecord(
	freehold: Freehold,
	method: WriteWish['method'],
	given: ConnectionRef | DatasetRef | EntityRef | undefined,
	confirm: Confirm = confirmInDialog(freehold),
): Promise<Written | undefined> {
	const target = await openTarget(freehold, given, vscode.l10n.t('Through which connection is it to be sent?'));
	if (target === undefined) return undefined;
	// Before the user is asked for anything that could not be sent.
	target.api.assertMayWrite(`${method} ${target.ref.connection}`);
	const path = await askPath(freehold, target, method, given);
	if (path === undefined) return undefined;
	if (method === 'DELETE') return carryOut(freehold, target, recordWrite(target, { method, path }), confirm);
	const again = (): unknown =>
		writeRecord(freehold, method, { ...target.ref, path, customer: target.api.customer }, confirm);
	const document = await askDocument(freehold, () => target.entities.template(path, method), again);
	if (document === undefined) return undefined;
	return carryOut(freehold, target, recordWrite(target, { method, path, document }), confirm);
}

function recordWrite({ entities }: OpenTarget, wish: WriteWish): Undertaking<PlannedWrite & Plan> {
	return {
		about: wish.path,
		plan: async (options, signal) => {
			const planned = await planWrite(entities, wish, options, signal);
			return { ...planned, shown: dryRunText(planned.request) };
		},
		send: (planned, options, signal) => send(entities, wish, planned, options, signal),
	};
}

async function send(
	entities: OpenTarget['entities'],
	{ method, path, document = { value: null } }: WriteWish,
	{ base }: PlannedWrite,
	options: WriteOptions,
	signal: AbortSignal,
): Promise<Written> {
	switch (method) {
		case 'POST': {
			const { id } = await entities.create(path, document, options, signal);
			const text = vscode.l10n.t('Created in {0}: {1}', path, id ?? '–');
			return { text, path: id === undefined ? undefined : `${path.replace(/\/$/, '')}/${id}` };
		}
		case 'PATCH': {
			const { isAlreadySo } = await entities.patch(path, document, { ...options, base }, signal);
			return { text: isAlreadySo ? vscode.l10n.t('{0} already is so.', path) : changed(path), path };
		}
		case 'PUT':
			await entities.put(path, document, options, signal);
			return { text: changed(path), path };
		case 'DELETE':
			await entities.delete(path, signal);
			return { text: vscode.l10n.t('{0} is deleted.', path) };
	}
}

function changed(path: string): string {
	return vscode.l10n.t('{0} is changed.', path);
}
