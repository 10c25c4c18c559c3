/** Realpad's Takeout: one address per export, its parameters in the form. */
import { endpoints } from '../../sources/realpad/realpadEndpoints.ts';
import type { Endpoint } from '../../sources/realpad/realpadEndpoints.ts';
import { headerMode } from '../../sources/realpad/realpadParameters.ts';
import type { Parameter } from '../../sources/realpad/realpadParameters.ts';
import type { Api, ApiOperation, ApiParameter } from './api.ts';

export function realpadApi(): Api {
	return {
		source: 'realpad',
		bases: ['/ws/v10'],
		operations: [...endpoints.map(exportOperation), ...FILES],
		unknownParameters: 'ignored',
	};
}

const LOGIN: readonly ApiParameter[] = ['login', 'password'].map((name) => ({
	...{ name, kind: 'text', isRepeatable: false },
	about: 'Added when the request is sent through its connection; never write it here.',
}));

function exportOperation({ id, title, parameters, notes = [] }: Endpoint): ApiOperation {
	const xlsx: ApiParameter = {
		...{ name: 'xlsx', kind: 'text', isRepeatable: false, isOpen: true },
		values: [{ value: '1', about: 'as .xlsx; without it, as .xls' }],
		about: 'Not empty: as `.xlsx`. Absent: as `.xls`, which ends at 65,536 rows.',
	};
	return {
		...{ method: 'POST', path: `/list-excel-${id}`, parametersIn: 'form' },
		about: [`${title} as an Excel file, every five minutes per login`, ...notes].join('. '),
		parameters: [...[headerMode, ...parameters].map(parameterFrom), xlsx, ...LOGIN],
	};
}

function parameterFrom({ name, kind, isRequired, description }: Parameter): ApiParameter {
	const values =
		kind.is === 'choice'
			? kind.values.map((value) => ({ value }))
			: kind.is === 'ids' && kind.values !== undefined
				? Object.entries(kind.values).map(([value, about]) => ({ value, about }))
				: undefined;
	return {
		...{ name, kind: kind.is === 'date' ? 'date' : 'text', isRepeatable: false },
		...{ isRequired, values, isOpen: kind.is === 'ids', about: description },
	};
}

const FILES: readonly ApiOperation[] = [
	{
		...{ method: 'POST', path: '/list-resources', parametersIn: 'form', parameters: LOGIN },
		about: 'The list of all files with size and checksum, as XML',
	},
	{
		...{ method: 'GET', path: '/resource/{uid}', parametersIn: 'query', parameters: [] },
		about: 'One file by its uid',
	},
];
