/** Makes the text of a read-only document. */
import type { DocumentRequest } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';

export async function contentOf(freehold: Freehold, request: DocumentRequest): Promise<string> {
	switch (request.kind) {
		case 'diff':
			return (await import('./diffDocument.ts')).diffDocument(freehold, request);
		case 'status':
			return (await import('./statusDocument.ts')).statusDocument(freehold, request);
		case 'filter':
			return (await import('./filterDocument.ts')).filterDocument(freehold, request);
		case 'finding':
			return (await import('./findingDocument.ts')).findingDocument(request.code);
		case 'run':
			return (await import('./runDocument.ts')).runDocument(freehold, request);
		case 'rowHistory':
			return (await import('./rowHistoryDocument.ts')).rowHistoryDocument(freehold, request);
		case 'answer':
			return (await import('./answerDocument.ts')).pastAnswer();
		case 'plan':
			return (await import('../sql/planDocument.ts')).planDocument(freehold, request);
		case 'once':
			return (await import('./onceDocument.ts')).pastOnce(request);
		case 'side':
			throw (await import('./onceDocument.ts')).pastSide();
	}
}
