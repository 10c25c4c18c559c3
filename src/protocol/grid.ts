/** What the grid's page and its host say to each other. Plain data; every request gets a reply or an error. */

export type GridColumnType =
	'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'time' | 'datetime' | 'instant' | 'json';

export interface GridColumn {
	readonly name: string;
	/** Readable name, where there is one beside the other. */
	readonly label?: string | undefined;
	readonly type: GridColumnType;
}

/** Long text is cut in windows, and says so. */
export type GridValue = string | number | boolean | null | { readonly cut: string };
/** In a table of changes, a cell that was changed has the value before as well. */
export type GridCell = GridValue | { readonly was: GridValue; readonly now: GridValue };
/** `null` where the row is gone; otherwise the cells of the columns that were asked for. */
export type GridRow = readonly GridCell[] | null;

/** Both ends are included. */
export interface GridRowRange {
	readonly first: number;
	readonly last: number;
}

/** A cell by its row and the number of its column in the table. */
export interface GridPlace {
	readonly row: number;
	readonly column: number;
}

export interface GridWindow {
	/** Of the arrangement that it belongs to. */
	readonly version: number;
	readonly offset: number;
	readonly rows: readonly GridRow[];
}

export interface GridOrder {
	readonly column: number;
	readonly isDescending: boolean;
}

export interface GridFilter {
	readonly column: number;
	readonly text: string;
}

export interface GridArrangement {
	readonly orders: readonly GridOrder[];
	readonly filters: readonly GridFilter[];
	/** Expressions of the metadata filter language over whole rows; only where the rows are Reapit's. */
	readonly where?: readonly string[] | undefined;
}

/** How the user has laid the columns out: by name, so that columns may come and go. */
export interface GridLayout {
	/** Columns in their order; empty: as the table has them. One without a place stands behind its neighbour in the table. */
	readonly order: readonly string[];
	readonly hidden: readonly string[];
	/** Stay in sight at the left. */
	readonly pinned: readonly string[];
	/** In pixels, of the columns that were given one. */
	readonly widths: readonly (readonly [name: string, pixels: number])[];
}

export interface GridFailure {
	readonly what: string;
	readonly why: string;
	/** Absent where there is nothing to be done. */
	readonly next: string | undefined;
	/** The filter that cannot be read, where it is to blame: of a column, or among the expressions. */
	readonly filter?: number | 'where' | undefined;
}

export interface GridState {
	/** Whether rows are still being read, listed or put in order. */
	readonly isBusy: boolean;
	/** Whether there may be more rows than those that are known: they are still being read. */
	readonly isReading: boolean;
	readonly columns: readonly GridColumn[];
	/** Rows that the filters let through, as far as is known. */
	readonly count: number;
	/** All rows, as far as is known. */
	readonly total: number;
	/** Raised by each new arrangement, and by each reading from the start. */
	readonly version: number;
	/** Of a workbook. */
	readonly sheets:
		| { readonly all: readonly { readonly index: number; readonly name: string }[]; readonly current: number }
		| undefined;
	/** Why there is nothing, or no more. */
	readonly failure: GridFailure | undefined;
}

/** What is to be read, and how it is to be arranged. */
export interface GridReading {
	readonly arrangement: GridArrangement;
	/** Of a workbook; the one that Excel would show where absent. */
	readonly sheet?: number | undefined;
}

/** Rows of another table that belong to a row. */
export interface GridLink {
	/** What leads there: a column, a relation, or a link of the record. */
	readonly from: string;
	readonly dataset: string;
	/** What those rows have to hold, all of it: in a column of theirs, one of these values. */
	readonly conditions: readonly {
		readonly column: number;
		readonly name: string;
		readonly values: readonly string[];
	}[];
	/** How many rows there are, where that is known. */
	readonly count?: number | undefined;
}

export type GridImage =
	| { readonly kind: 'remote'; readonly caption: string; readonly url: string }
	/** In the folder of backed-up files. */
	| { readonly kind: 'file'; readonly caption: string; readonly path: string };

export interface GridImages {
	readonly images: readonly GridImage[];
	/** Whether there are more of them. */
	readonly hasMore: boolean;
}

export interface GridPicture {
	readonly type: string;
	readonly bytes: Uint8Array;
}

/** What can be done with this table, beyond what can be done with any. */
export interface GridOffers {
	/** Whether rows can be filtered by expressions of the metadata filter language. */
	readonly hasExpressions: boolean;
	/** Whether pictures may be fetched from other servers: not in a workspace that nobody trusts. */
	readonly canFetchImages: boolean;
}

/** A bar or a value above a column. */
export interface GridStripPart {
	/** Of 1: how high a bar is beside the highest, or which share of the rows has a value. */
	readonly size: number;
	readonly label: string;
	/** With the number of rows. */
	readonly text: string;
	/** Of the column: finds these rows. */
	readonly filter?: string | undefined;
}

/** What is shown above a column, in words of the user's language. */
export interface GridStrip {
	readonly column: number;
	readonly isSample: boolean;
	readonly chart: 'bars' | 'parts' | 'none';
	readonly parts: readonly GridStripPart[];
	readonly empty: string;
	readonly hasEmpty: boolean;
	readonly distinct: string;
	/** All of it in one sentence. */
	readonly text: string;
	/** More, a line each. */
	readonly details: string;
}

export type GridCopyFormat = 'md' | 'json' | 'sql';

export interface GridRequests {
	/** The page is there; states follow. */
	begin: { readonly ask: GridReading; readonly answer: GridOffers };
	rows: {
		readonly ask: {
			readonly offset: number;
			readonly count: number;
			/** Only these are read, in this order. */
			readonly columns: readonly number[];
		};
		readonly answer: GridWindow;
	};
	arrange: { readonly ask: GridArrangement; readonly answer: undefined };
	/** One cell, whole. */
	cell: { readonly ask: GridPlace; readonly answer: string | number | boolean | null };
	/** The next cell that holds a text, round the end; `null` where there is none. */
	find: {
		readonly ask: {
			readonly text: string;
			readonly isRegex: boolean;
			readonly columns: readonly number[];
			/** Looked at last. Row −1 stands before all rows. */
			readonly from: GridPlace;
			readonly direction: 1 | -1;
		};
		readonly answer: GridPlace | null;
	};
	/** Rows of other tables of the replica that belong to a row. */
	links: { readonly ask: { readonly row: number }; readonly answer: readonly GridLink[] };
	/** Pictures that a row shows. */
	images: { readonly ask: { readonly row: number }; readonly answer: GridImages };
	/** One picture, fetched where it lies. */
	image: { readonly ask: GridImage; readonly answer: GridPicture };
	/** Puts cells on the clipboard. */
	copy: {
		readonly ask: {
			readonly rows: readonly GridRowRange[];
			readonly columns: readonly number[];
			readonly withHeaders: boolean;
			/** Markdown, JSON or SQL in place of tabs and line breaks. */
			readonly format?: GridCopyFormat | undefined;
		};
		readonly answer: undefined;
	};
	/** What columns hold, over the rows that the filters let through. */
	profile: {
		readonly ask: {
			readonly columns: readonly number[];
			readonly isSample: boolean;
			readonly arrangement: GridArrangement;
		};
		readonly answer: readonly GridStrip[];
	};
	/** Reads everything from the start. */
	reload: { readonly ask: GridReading; readonly answer: undefined };
}
export type GridRequest = keyof GridRequests;

/** A request, or that nobody waits for its answer any more. */
export type GridAsking =
	| {
			[Name in GridRequest]: {
				readonly kind: 'request';
				readonly id: number;
				readonly name: Name;
				readonly ask: GridRequests[Name]['ask'];
			};
	  }[GridRequest]
	| { readonly kind: 'cancel'; readonly id: number };

export type ToGridHost =
	| GridAsking
	/** The columns stand as they do now; no answer is awaited. */
	| {
			readonly kind: 'layout';
			readonly layout: GridLayout;
			/** Those that are shown, in their order. */
			readonly columns: readonly number[];
	  }
	/** Nobody waits for the query any more. */
	| { readonly kind: 'stop' }
	/** The history of a row is wanted. */
	| { readonly kind: 'rowHistory'; readonly row: number }
	/** Whether what columns hold is shown above them: to be remembered. */
	| { readonly kind: 'profiles'; readonly areShown: boolean }
	/** The cursor stands in another column. */
	| { readonly kind: 'column'; readonly column: number }
	/** Rows that belong to one are to be opened in a grid of their own. */
	| { readonly kind: 'openLink'; readonly link: GridLink };

export type ToGridPage =
	| { readonly kind: 'state'; readonly state: GridState }
	| { readonly kind: 'reply'; readonly id: number; readonly answer: unknown }
	| { readonly kind: 'error'; readonly id: number; readonly error: GridFailure }
	/** A command was called that the page has to carry out: only it knows what is selected. */
	| { readonly kind: 'perform'; readonly command: GridCommand }
	/** Other rows are to be shown. */
	| { readonly kind: 'arrange'; readonly arrangement: GridArrangement };

/** On what is selected, on the column that the cursor is in, or on the whole grid. */
export type GridCommand =
	| 'copyWithHeaders'
	| 'copyAsMarkdown'
	| 'copyAsJson'
	| 'copyAsSql'
	| 'find'
	| 'columns'
	| 'clearFilters'
	| 'refresh'
	| 'details'
	| 'moveColumnLeft'
	| 'moveColumnRight'
	| 'hideColumn'
	| 'pinColumn'
	| 'rowHistory'
	| 'toggleProfiles';

/** Rows of a dataset that filters match. */
export interface FilteredRows {
	readonly dataset: string;
	readonly expressions: readonly string[];
}

export interface AttachedReplica {
	readonly connection: string;
	readonly schema: string;
}

/** What the grid shows; refs and addresses, so that a reloaded window can open it again. */
export type GridSubject =
	| { readonly kind: 'dataset'; readonly folder: string; readonly connection: string; readonly dataset: string }
	| {
			/** A dataset as it was after a run. */
			readonly kind: 'past';
			readonly folder: string;
			readonly connection: string;
			readonly dataset: string;
			readonly at: number;
	  }
	| {
			/** What runs later than `from`, up to and including `to` (absent: all), have changed in a dataset. */
			readonly kind: 'changes';
			readonly folder: string;
			readonly connection: string;
			readonly dataset: string;
			readonly from: number;
			readonly to?: number;
	  }
	| {
			readonly kind: 'query';
			readonly folder: string;
			readonly connection: string;
			readonly sql: string;
			/** What the query was made from: nobody wants to read it. */
			readonly filtered?: FilteredRows;
			/** What the query is called. */
			readonly name?: string;
			/** URI of the file that it stands in: the results of its statements are shown in one place. */
			readonly origin?: string;
			/** Further replicas of the folder, and what their tables are reached by. */
			readonly attached?: readonly AttachedReplica[];
			/** Values of parameters, by name with its sign. */
			readonly params?: Readonly<Record<string, string | number | null>>;
	  }
	| { readonly kind: 'file'; readonly uri: string };

/** What the page keeps for when it comes back. */
export interface GridPageState extends GridReading {
	readonly subject: GridSubject;
	readonly topRow: number;
	readonly left: number;
	readonly cursor: { readonly row: number; readonly column: number };
	/** Absent in what an older Freehold has kept, as what follows. */
	readonly layout?: GridLayout;
	/** Whether the user has asked for pictures of other servers. */
	readonly showsImages?: boolean;
}

/** All words of the page, in the user's language. `{0}` stands for what is put in. */
export interface GridTexts {
	readonly loading: string;
	readonly readingRows: string;
	readonly rows: string;
	readonly oneRow: string;
	readonly someRows: string;
	readonly noRows: string;
	readonly noMatch: string;
	readonly clearFilters: string;
	readonly retry: string;
	readonly cancel: string;
	readonly refresh: string;
	readonly sheet: string;
	readonly details: string;
	readonly closeDetails: string;
	readonly close: string;
	readonly filter: string;
	readonly filterHelp: string;
	readonly rowNumber: string;
	readonly rowGone: string;
	/** The value after a change, and the one before. */
	readonly changedCell: string;
	readonly none: string;
	readonly empty: string;
	readonly copied: string;
	readonly longValue: string;
	readonly sortedUp: string;
	readonly sortedDown: string;
	readonly unsorted: string;
	readonly sortUp: string;
	readonly sortDown: string;
	readonly thenUp: string;
	readonly thenDown: string;
	readonly noSort: string;
	readonly columnMenu: string;
	readonly filterColumn: string;
	readonly pinColumn: string;
	readonly pinNamed: string;
	readonly moveLeft: string;
	readonly moveRight: string;
	readonly fitColumn: string;
	readonly hideColumn: string;
	readonly copyColumn: string;
	readonly copyColumnWithHeader: string;
	readonly columns: string;
	readonly resetColumns: string;
	readonly searchColumns: string;
	readonly showAll: string;
	readonly hideAll: string;
	readonly profiles: string;
	readonly filterByValue: string;
	readonly columnsShown: string;
	readonly columnHidden: string;
	readonly columnPlace: string;
	readonly rowsMarked: string;
	readonly find: string;
	readonly findRegex: string;
	readonly findNext: string;
	readonly findPrevious: string;
	readonly noFind: string;
	readonly finding: string;
	readonly findRound: string;
	readonly expression: string;
	readonly expressionHelp: string;
	readonly removeExpression: string;
	readonly value: string;
	readonly row: string;
	readonly related: string;
	readonly openLink: string;
	readonly relatedRows: string;
	readonly notReplicated: string;
	readonly showMore: string;
	readonly images: string;
	readonly showImages: string;
	readonly imagesAreRemote: string;
	readonly moreImages: string;
	readonly imageFailed: string;
	readonly listOf: string;
	readonly fieldsOf: string;
}

/** What the host puts into the page. */
export interface GridPageData {
	readonly subject: GridSubject;
	readonly title: string;
	readonly texts: GridTexts;
	/** As it was left in an earlier session. */
	readonly layout?: GridLayout | undefined;
	/** Whether what columns hold is shown above them. */
	readonly areProfilesShown?: boolean | undefined;
}
