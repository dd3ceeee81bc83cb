// A report's pictures, as SVG.
#pragma once

#include <string>

#include "proof/report.hpp"

namespace moa::proof {

enum class Against { cost, time };

/// The quality of each arm, with its interval, against its cost a question or its median time; arms
/// are numbered as in the report, and those on the front of cost are joined. Its colours are its own, dark
/// and light as the reader's system is.
std::string quality_chart(const Report& report, Against against);

/// One line: where the difference lies and how far its interval goes, on a scale from -`reach` to `reach`.
std::string difference_chart(const Comparison& comparison, double reach);

}  // namespace moa::proof
