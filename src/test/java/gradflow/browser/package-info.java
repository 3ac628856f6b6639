/** Pages in headless Chromium, for the tests of what is committed under results. */
package gradflow.browser;
