import { chromium } from 'playwright-core';

/** Debian's Chromium. A name of anybody's leads to this machine. */
export const startBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--host-resolver-rules=MAP front-end.example 127.0.0.1'],
});
