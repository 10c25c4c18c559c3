/** A request as a Python program, on httpx or requests. */
import { environmentOf } from './codePlan.ts';
import type { CodePlan, CodeSignIn } from './codePlan.ts';
import { commentText, lines, pieces, quoted } from './codeText.ts';
import { writtenText } from './processVariable.ts';

export function printPython(plan: CodePlan, library: 'httpx' | 'requests'): string {
	return pieces(
		headOf(plan, library),
		constantsOf(plan, library),
		tokenOf(plan.signIn),
		sendOf(plan.signIn, library),
		plan.keepsUpdates ? updateOf(plan) : plan.paging.kind === 'none' ? onceOf(plan) : pagesOf(plan),
	);
}

function headOf(plan: CodePlan, library: string): string {
	const needed = environmentOf(plan);
	const modules = [
		'email.utils',
		'json',
		'os',
		'sys',
		'time',
		...(plan.paging.kind === 'nextLink' || plan.signIn.kind === 'form' ? ['urllib.parse'] : []),
	];
	return [
		`# ${commentText(plan.title)}`,
		...(needed.length === 0 ? [] : [`# Reads ${needed.join(', ')} from the environment.`]),
		...modules.map((module) => `import ${module}`),
		'',
		`import ${library}`,
	].join('\n');
}

function written(text: string): string {
	const variable = (name: string): string => `os.environ[${quoted(name)}]`;
	return writtenText(text, { literal: quoted, variable, joint: ' + ' }) ?? quoted('');
}

function constantsOf({ address, query, headers, body, signIn }: CodePlan, library: 'httpx' | 'requests'): string {
	const pairs = query.map(([name, value]) => `(${written(name)}, ${written(value)}),`);
	const heads = headers.map(([name, value]) => `${quoted(name)}: ${written(value)},`);
	const client = library === 'httpx' ? 'httpx.Client(timeout=120)' : 'requests.Session()';
	const fields =
		signIn.kind === 'form'
			? [
					`("login", os.environ[${quoted(signIn.login)}]),`,
					`("password", os.environ[${quoted(signIn.password)}]),`,
					...[...new URLSearchParams(body ?? '')].map(([name, value]) => `(${written(name)}, ${written(value)}),`),
				]
			: [];
	return [
		`ADDRESS = ${written(address)}`,
		// A parameter may be repeated, so it is a list of pairs.
		`QUERY = [${pairs.length === 0 ? '' : `\n${lines(pairs, '    ')}\n`}]`,
		`HEADERS = {${heads.length === 0 ? '' : `\n${lines(heads, '    ')}\n`}}`,
		...(signIn.kind === 'form'
			? [`BODY = urllib.parse.urlencode([\n${lines(fields, '    ')}\n]).encode()`]
			: body === undefined
				? []
				: [`BODY = (${written(body)}).encode()`]),
		`client = ${client}`,
	].join('\n');
}

function tokenOf(signIn: CodeSignIn): string | undefined {
	switch (signIn.kind) {
		case 'none':
		case 'form':
			return undefined;
		case 'token':
			return `
def access_token():
    return os.environ[${quoted(signIn.token)}]`;
		case 'client':
			return `
token = {"value": "", "until": 0.0}


def access_token():
    if time.time() > token["until"]:
        answer = client.post(
            ${quoted(signIn.url)},
            auth=(os.environ[${quoted(signIn.id)}], os.environ[${quoted(signIn.secret)}]),
            data={"client_id": os.environ[${quoted(signIn.id)}], "grant_type": "client_credentials"},
        )
        answer.raise_for_status()
        found = answer.json()
        token.update(value=found["access_token"], until=time.time() + found.get("expires_in", 3600) - 60)
    return token["value"]`;
		case 'refresh':
			return `
token = {"value": "", "until": 0.0}


def access_token():
    if time.time() > token["until"]:
        file = os.environ[${quoted(signIn.file)}]
        fields = {
            "grant_type": "refresh_token",
            "client_id": os.environ[${quoted(signIn.id)}],${signIn.secret === undefined ? '' : `\n            "client_secret": os.environ[${quoted(signIn.secret)}],`}
            "refresh_token": open(file).read().strip(),
        }
        answer = client.post(${quoted(signIn.url)}, ${signIn.body === 'json' ? 'json' : 'data'}=fields)
        answer.raise_for_status()
        found = answer.json()
        if found.get("refresh_token"):
            # A refresh token works once: the new one is kept before anything else happens.
            with os.fdopen(os.open(file + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as new:
                new.write(found["refresh_token"])
            os.replace(file + ".new", file)
        token.update(value=found["access_token"], until=time.time() + found.get("expires_in", 3600) - 60)
    return token["value"]`;
	}
}

function sendOf({ kind }: CodeSignIn, library: 'httpx' | 'requests'): string {
	const signs = kind !== 'none' && kind !== 'form';
	const renews = kind === 'client' || kind === 'refresh';
	return `
def send(method, url, headers, params=None, body=None):
    """Sends, waits where the vendor says to slow down${renews ? ', and renews the token once' : ''}."""
    for attempt in range(1, 9):
        ${signs ? 'signed = {**headers, "Authorization": "Bearer " + access_token()}' : 'signed = headers'}
        answer = client.request(method, url, params=params, headers=signed, ${library === 'httpx' ? 'content' : 'data'}=body)
        if answer.status_code == 429 and attempt < 8:
            time.sleep(wait(answer.headers.get("Retry-After"), attempt))
${renews ? '        elif answer.status_code == 401 and attempt == 1:\n            token["until"] = 0.0\n' : ''}        else:
            return answer


def wait(header, attempt):
    """Retry-After is seconds or a date; without it, each wait is twice the last one."""
    if header is None:
        return 2 ** (attempt - 1)
    if header.strip().isdigit():
        return int(header)
    return max(0, email.utils.parsedate_to_datetime(header).timestamp() - time.time())


def checked(answer):
    if answer.status_code >= 300:
        sys.exit(f"Status {answer.status_code}: {answer.text}")
    return answer`;
}

function onceOf({ method, body, signIn }: CodePlan): string {
	const hasBody = body !== undefined || signIn.kind === 'form';
	return `
answer = checked(send(${quoted(method)}, ADDRESS, HEADERS, QUERY${hasBody ? ', BODY' : ''}))
sys.stdout.buffer.write(answer.content)`;
}

function updateOf({ method, body }: CodePlan): string {
	return `
# Reads the record, sends its ETag along, and does both again where somebody else was quicker.
for attempt in range(1, 6):
    current = checked(send("GET", ADDRESS, HEADERS))
    etag = current.json().get("_eTag") or current.headers.get("ETag", "")
    answer = send(${quoted(method)}, ADDRESS, {**HEADERS, "If-Match": etag}${body === undefined ? '' : ', body=BODY'})
    if answer.status_code == 412 and attempt < 5:
        continue
    checked(answer)
    print(json.dumps({"status": answer.status_code}))
    break`;
}

function pagesOf({ paging }: CodePlan): string {
	if (paging.kind === 'nextLink') {
		return `
# The vendor says where the next page is; the token goes nowhere else.
url, params = ADDRESS, QUERY
while url:
    if urllib.parse.urlsplit(url)[:2] != urllib.parse.urlsplit(ADDRESS)[:2]:
        sys.exit("The next page is somewhere else: " + url)
    found = checked(send("GET", url, HEADERS, params)).json()
    for row in found["value"]:
        print(json.dumps(row, ensure_ascii=False))
    url, params = found.get("@odata.nextLink"), None`;
	}
	const [rows, total, own] =
		paging.kind === 'number'
			? ['found.get("_embedded") or []', 'found["totalPageCount"]', '("pageNumber", number)']
			: ['found["D"]["Results"]', 'found["D"]["Pagination"]["TotalPages"]', '("_pagination", 1), ("_page", number)'];
	return `
number, last = 1, 1
while number <= last:
    found = checked(send("GET", ADDRESS, HEADERS, QUERY + [${own}])).json()
    for row in ${rows}:
        print(json.dumps(row, ensure_ascii=False))
    number, last = number + 1, ${total}`;
}
