"""Reads one workbook once with openpyxl (read-only) or xlrd and prints what it took. Run by bench/excel."""

import datetime
import json
import resource
import sys
import time

path = sys.argv[1]
cpu = time.process_time()
start = time.perf_counter()
rows = cells = texts = dates = 0
numbers = 0.0
if path.endswith(".xls"):
    import xlrd

    sheet = xlrd.open_workbook(path, on_demand=True).sheet_by_index(0)
    for index in range(sheet.nrows):
        rows += 1
        for value, kind in zip(sheet.row_values(index), sheet.row_types(index)):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            cells += 1
            if kind == xlrd.XL_CELL_TEXT:
                texts += len(value)
            elif kind == xlrd.XL_CELL_DATE:
                xlrd.xldate_as_datetime(value, 0)
                dates += 1
            elif kind == xlrd.XL_CELL_NUMBER:
                numbers += value
else:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    for row in book.active.iter_rows(values_only=True):
        rows += 1
        for value in row:
            if value is None:
                continue
            cells += 1
            if isinstance(value, str):
                texts += len(value)
            elif isinstance(value, (datetime.date, datetime.time)):
                dates += 1
            else:
                numbers += value
wall = time.perf_counter() - start
print(
    json.dumps(
        {
            "wallMs": wall * 1000,
            "cpuMs": (time.process_time() - cpu) * 1000,
            "peakRssMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "content": f"{rows} {cells} {texts} {numbers:.0f} {dates}",
        }
    )
)
