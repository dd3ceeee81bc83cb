// A report as tables and data: for terminals, spreadsheets and programs.
#pragma once

#include <string>
#include <vector>

#include "json_box.hpp"
#include "proof/report.hpp"

namespace moa::proof {

/// What stands above the columns of `arm_cells`.
std::vector<std::string> arm_titles(Measure measure);
/// An arm's figures as people read them, "-" where there is none; the last one is its title.
std::vector<std::string> arm_cells(const ArmFigures& arm, Measure measure);

/// Comma-separated values (RFC 4180): one line for each arm, in plain numbers.
std::string arms_csv(const Report& report, Measure measure);
/// One line for each question and arm: id, arm, score, answered, cost, times, the log of the first turn.
std::string questions_csv(const Evidence& evidence);

/// "moa-report/1".
Json report_json(const Evidence& evidence, const Report& report);

}  // namespace moa::proof
