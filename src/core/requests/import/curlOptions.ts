/** Options of curl that say how it works, not what is sent: their values must not be taken for addresses. */

/** With a value of their own (curl 8.16). */
export const IGNORED_WITH_VALUE: ReadonlySet<string> = new Set(
	`-o --output -w --write-out --max-time -m --connect-timeout --retry --retry-delay --retry-max-time -x --proxy --noproxy
	--cacert --capath --cert -E --key --resolve -c --cookie-jar --limit-rate --max-redirs --ciphers --tls-max --interface
	--dns-servers --trace --trace-ascii --stderr --config -K --proto --proto-default --proto-redir --abstract-unix-socket
	--alt-svc --aws-sigv4 --cert-type --connect-to --continue-at -C --create-file-mode --crlfile --curves --delegation
	--dns-interface --dns-ipv4-addr --dns-ipv6-addr --doh-url --dump-header -D --ech --engine --etag-compare --etag-save
	--expect100-timeout --ftp-port -P --happy-eyeballs-timeout-ms --haproxy-clientip --hostpubmd5 --hostpubsha256 --hsts
	--ip-tos --ipfs-gateway --keepalive-cnt --keepalive-time --key-type --libcurl --local-port --login-options --max-filesize
	--netrc-file --output-dir --parallel-max --pass --pinnedpubkey --preproxy --proxy-cacert --proxy-capath --proxy-cert
	--proxy-cert-type --proxy-ciphers --proxy-crlfile --proxy-header --proxy-key --proxy-key-type --proxy-pass
	--proxy-pinnedpubkey --proxy-service-name --proxy-tls13-ciphers --proxy-tlsauthtype --proxy-tlspassword --proxy-tlsuser
	--proxy-user -U --proxy1.0 --pubkey --quote -Q --rate --request-target --sasl-authzid --service-name --sigalgs --socks4
	--socks4a --socks5 --socks5-gssapi-service --socks5-hostname --speed-limit -Y --speed-time -y --telnet-option -t
	--tftp-blksize --time-cond -z --tls13-ciphers --tlsauthtype --tlspassword --tlsuser --trace-config --unix-socket --variable
	--vlan-priority`.split(/\s+/),
);

/** Letters that take a value; all others may stand together, as in `-sSL`. */
export const SHORT_WITH_VALUE = 'XHdFuAebTomxEcKwrCDPQUYytz';
