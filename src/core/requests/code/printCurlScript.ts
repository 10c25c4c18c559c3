/** A request as a shell script, on curl and (for pages and tokens) jq. */
import { environmentOf } from './codePlan.ts';
import type { CodePlan, CodeSignIn } from './codePlan.ts';
import { commentText, pieces } from './codeText.ts';
import { shellWord } from './shellWord.ts';

export function printCurlScript(plan: CodePlan): string {
	return pieces(
		headOf(plan),
		constantsOf(plan),
		tokenOf(plan.signIn),
		sendOf(plan.signIn),
		plan.keepsUpdates ? updateOf(plan) : plan.paging.kind === 'none' ? onceOf(plan) : pagesOf(plan),
	);
}

function headOf(plan: CodePlan): string {
	const needed = environmentOf(plan);
	return [
		'#!/usr/bin/env bash',
		`# ${commentText(plan.title)}`,
		...(needed.length === 0 ? [] : [`# Reads ${needed.join(', ')} from the environment.`]),
		'set -euo pipefail',
		...needed.map((name) => `: "\${${name}:?Set it in the environment}"`),
	].join('\n');
}

function constantsOf({ address, query, headers, body, signIn }: CodePlan): string {
	const list = (name: string, words: readonly string[]): string =>
		words.length === 0 ? `${name}=()` : `${name}=(\n${words.map((one) => `  ${one}`).join('\n')}\n)`;
	const parameters = query.map(([name, value]) => `--url-query ${shellWord(`${name}=${value}`)}`);
	const fields =
		signIn.kind === 'form'
			? [
					// From the environment to curl by a file that only it sees: arguments are seen by everyone on the machine.
					`--data-urlencode login@<(printf %s "$${signIn.login}")`,
					`--data-urlencode password@<(printf %s "$${signIn.password}")`,
					...[...new URLSearchParams(body ?? '')].map(
						([name, value]) => `--data-urlencode ${shellWord(`${name}=${value}`)}`,
					),
				]
			: body === undefined
				? []
				: [`--data-raw ${shellWord(body)}`];
	const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
	const untyped = body !== undefined && signIn.kind !== 'form' && !isTyped ? ["--header 'Content-Type:'"] : [];
	return [
		`address=${shellWord(address)}`,
		list('query', parameters),
		list('headers', [...headers.map(([name, value]) => `--header ${shellWord(`${name}: ${value}`)}`), ...untyped]),
		...(fields.length === 0 || signIn.kind === 'form' ? [] : [list('body', fields)]),
		...(signIn.kind === 'form'
			? [`body() {\n  send "$@" \\\n${fields.map((one) => `    ${one}`).join(' \\\n')}\n}`]
			: []),
	].join('\n');
}

function tokenOf(signIn: CodeSignIn): string | undefined {
	switch (signIn.kind) {
		case 'none':
		case 'form':
			return undefined;
		case 'token':
			return `
access_token() { token=$${signIn.token}; }`;
		case 'client':
			return `
token= until=0
access_token() {
  if ((EPOCHSECONDS > until)); then
    local answer
    answer=$(curl --silent --show-error --fail --request POST ${shellWord(signIn.url)} \\
      --config <(printf 'header = "Authorization: Basic %s"' "$(printf %s "$${signIn.id}:$${signIn.secret}" | base64 | tr -d '\\n')") \\
      --data-urlencode "client_id=$${signIn.id}" --data grant_type=client_credentials)
    token=$(jq --raw-output .access_token <<<"$answer")
    until=$((EPOCHSECONDS + $(jq '.expires_in // 3600' <<<"$answer") - 60))
  fi
}`;
		case 'refresh':
			return `
token= until=0
access_token() {
  if ((EPOCHSECONDS > until)); then
    local answer fields
    fields=$(jq --null-input '{grant_type: "refresh_token", client_id: env.${signIn.id},${signIn.secret === undefined ? '' : ` client_secret: env.${signIn.secret},`}
      refresh_token: $refresh}' --arg refresh "$(<"$${signIn.file}")")
    answer=$(${
			signIn.body === 'json'
				? `curl --silent --show-error --fail ${shellWord(signIn.url)} --header 'Content-Type: application/json' --data-binary @- <<<"$fields"`
				: `jq --raw-output 'to_entries | map("\\(.key)=\\(.value | @uri)") | join("&")' <<<"$fields" | tr -d '\\n' |\n      curl --silent --show-error --fail ${shellWord(signIn.url)} --data-binary @-`
		})
    # A refresh token works once: the new one is kept before anything else happens.
    if jq --exit-status .refresh_token <<<"$answer" >/dev/null; then
      (umask 077 && jq --raw-output .refresh_token <<<"$answer" >"$${signIn.file}.new")
      mv "$${signIn.file}.new" "$${signIn.file}"
    fi
    token=$(jq --raw-output .access_token <<<"$answer")
    until=$((EPOCHSECONDS + $(jq '.expires_in // 3600' <<<"$answer") - 60))
  fi
}`;
	}
}

function sendOf({ kind }: CodeSignIn): string {
	const signs = kind !== 'none' && kind !== 'form';
	const renews = kind === 'client' || kind === 'refresh';
	return `
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Sends, waits where the vendor says to slow down${renews ? ', and renews the token once' : ''}. The answer is $work/body, its status $status.
send() {
  local attempt
  for attempt in 1 2 3 4 5 6 7 8; do${
		signs
			? `
    access_token
    status=$(curl --silent --show-error --globoff --max-time 120 --config <(printf 'header = "Authorization: Bearer %s"' "$token") \\
      --dump-header "$work/headers" --output "$work/body" --write-out '%{http_code}' "$@")`
			: `
    status=$(curl --silent --show-error --globoff --max-time 120 \\
      --dump-header "$work/headers" --output "$work/body" --write-out '%{http_code}' "$@")`
	}
    if [[ $status == 429 && $attempt -lt 8 ]]; then
      sleep "$(wait_for "$attempt")"${
				renews
					? `
    elif [[ $status == 401 && $attempt == 1 ]]; then
      until=0`
					: ''
			}
    else
      return 0
    fi
  done
}

# Retry-After is seconds or a date; without it, each wait is twice the last one.
wait_for() {
  local after
  after=$(sed -n 's/^[Rr]etry-[Aa]fter: *\\(.*[^[:space:]]\\)[[:space:]]*$/\\1/p' "$work/headers")
  if [[ -z $after ]]; then echo $((2 ** ($1 - 1)))
  elif [[ $after =~ ^[0-9]+$ ]]; then echo "$after"
  else
    local at
    at=$(date --date "$after" +%s)
    echo $((at > EPOCHSECONDS ? at - EPOCHSECONDS : 0))
  fi
}

checked() {
  if [[ $status != 2* ]]; then
    echo "Status $status: $(<"$work/body")" >&2
    exit 1
  fi
}`;
}

function onceOf({ method, body, signIn }: CodePlan): string {
	const verb = method === 'HEAD' ? '--head' : `--request ${method}`;
	if (signIn.kind === 'form')
		return `\nbody ${verb} "$address" "\${query[@]}" "\${headers[@]}"\nchecked\ncat "$work/body"`;
	return `
send ${verb} "$address" "\${query[@]}" "\${headers[@]}"${body === undefined ? '' : ' "${body[@]}"'}
checked
cat "$work/body"`;
}

function updateOf({ method, body }: CodePlan): string {
	return `
# Reads the record, sends its ETag along, and does both again where somebody else was quicker.
for attempt in 1 2 3 4 5; do
  send "$address" "\${headers[@]}"
  checked
  etag=$(jq --raw-output ._eTag "$work/body")
  send --request ${method} "$address" "\${headers[@]}" --header "If-Match: $etag"${body === undefined ? '' : ' "${body[@]}"'}
  [[ $status == 412 && $attempt -lt 5 ]] || break
done
checked
echo "{\\"status\\":$status}"`;
}

function pagesOf({ paging }: CodePlan): string {
	if (paging.kind === 'nextLink') {
		return `
# The vendor says where the next page is; the token goes nowhere else.
origin() { cut -d/ -f1-3 <<<"$1"; }
next=$address
while [[ -n $next ]]; do
  if [[ $(origin "$next") != "$(origin "$address")" ]]; then
    echo "The next page is somewhere else: $next" >&2
    exit 1
  fi
  send "$next" "\${query[@]}" "\${headers[@]}"
  checked
  jq --compact-output '.value[]' "$work/body"
  next=$(jq --raw-output '."@odata.nextLink" // empty' "$work/body")
  query=()
done`;
	}
	const [rows, total, own] =
		paging.kind === 'number'
			? ['._embedded // [] | .[]', '.totalPageCount', '--url-query "pageNumber=$number"']
			: ['.D.Results[]', '.D.Pagination.TotalPages', '--url-query _pagination=1 --url-query "_page=$number"'];
	return `
number=1 last=1
while ((number <= last)); do
  send "$address" "\${query[@]}" ${own} "\${headers[@]}"
  checked
  jq --compact-output '${rows}' "$work/body"
  last=$(jq ${shellWord(total)} "$work/body")
  number=$((number + 1))
done`;
}
