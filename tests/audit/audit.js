// Lighthouse on a page of each type, in each edition: `make audit`, or `node audit.js ADDRESS PAGE…`.
// Accessibility, best practices and SEO have to be 100, and nothing may move while a page loads.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["accessibility", "best-practices", "seo"];
const MOST_SHIFT = 0.05;

const [address, ...pages] = process.argv.slice(2);
const chrome = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
let faults = 0;
for (const page of pages) {
  for (const formFactor of ["mobile", "desktop"]) {
    const wide = { screenEmulation: { mobile: false, width: 1280, height: 800, deviceScaleFactor: 1 } };
    const { lhr } = await lighthouse(address + page, {
      port: chrome.port, logLevel: "error", onlyCategories: [...CATEGORIES, "performance"], formFactor, ...(formFactor === "desktop" && wide),
    });
    const scores = CATEGORIES.map((name) => Math.round(100 * lhr.categories[name].score));
    const shift = lhr.audits["cumulative-layout-shift"].numericValue ?? NaN;
    console.log(`${scores.join(" ")}  shift ${shift.toFixed(3)}  ${formFactor.padEnd(7)}  /${page}`);
    if (lhr.runtimeError) console.log(`    ${lhr.runtimeError.message}`);
    for (const name of CATEGORIES)
      for (const { id, weight } of lhr.categories[name].auditRefs) {
        const { score, title, details } = lhr.audits[id];
        if (weight && score !== null && score < 1) console.log(`    ${name}: ${title}`, JSON.stringify(details?.items ?? []).slice(0, 600));
      }
    if (!(shift < MOST_SHIFT)) console.log("    what moves:", JSON.stringify(lhr.audits["layout-shifts"]?.details?.items ?? []).slice(0, 900));
    faults += scores.some((score) => score < 100) || !(shift < MOST_SHIFT);
  }
}
await chrome.kill();
if (faults) console.error(`convdoc: ${faults} of ${2 * pages.length} audits are below 100, or move by ${MOST_SHIFT} or more`);
process.exit(faults ? 1 : 0);
