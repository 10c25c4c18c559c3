/** `freehold reapit`: what only Reapit has – single records, metadata, uploads, webhooks, the cost of a read. */
import type { Command } from 'commander';
import type { Action } from '../context.ts';
import { addReapitCreate } from './reapitCreate.ts';
import { addReapitDelete } from './reapitDelete.ts';
import { addReapitEstimate } from './reapitEstimate.ts';
import { addReapitGet } from './reapitGet.ts';
import { addReapitListen } from './reapitListen.ts';
import { addReapitMetadata } from './reapitMetadata.ts';
import { addReapitPatch } from './reapitPatch.ts';
import { addReapitPut } from './reapitPut.ts';
import { addReapitSchema } from './reapitSchema.ts';
import { addReapitUpload } from './reapitUpload.ts';
import { addReapitWebhooks } from './reapitWebhooks.ts';

export function addReapit(program: Command, run: (action: Action) => void): void {
	const reapit = program
		.command('reapit')
		.summary("Reapit's records one by one: get, create, patch, delete, upload, metadata, webhooks")
		.description('Asks and changes single things at Reapit. A connection with readOnly: true changes nothing.');
	const verbs = [
		...[addReapitGet, addReapitCreate, addReapitPatch, addReapitPut, addReapitDelete, addReapitUpload],
		...[addReapitMetadata, addReapitSchema, addReapitEstimate, addReapitWebhooks, addReapitListen],
	];
	for (const add of verbs) add(reapit, run);
}
