/**
 * How words and numbers stand on the console. Pure Java on text; every room may use it, and nothing
 * else of the project may enter.
 */
package gradflow.console;
