/** The page on a code of filters or requests. */
import { findingPage } from '../../core/wording/findingPage.ts';
import { isRequestFindingCode, requestFindingPage } from '../../core/wording/requestFindingPage.ts';
import type { FindingRequest } from '../doors/documents.ts';

export function findingDocument(code: FindingRequest['code']): string {
	return isRequestFindingCode(code) ? requestFindingPage(code) : findingPage(code);
}
