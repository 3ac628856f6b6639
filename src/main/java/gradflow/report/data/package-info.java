/**
 * Files of results as the report reads them: values checked as they are asked for, conditions and
 * cells under the names that every figure uses.
 */
package gradflow.report.data;
