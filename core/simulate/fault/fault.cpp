#include "simulate/fault/fault.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "simulate/fault/tables.hpp"

namespace moa::simulate {

std::string_view heading_of(FaultGroup group) {
    switch (group) {
        case FaultGroup::dialect:
            return "Dialects (the answer is complete)";
        case FaultGroup::stream:
            return "Streams that go wrong (status 200)";
        case FaultGroup::refusal:
            return "HTTP errors";
        case FaultGroup::connection:
            return "Connections";
    }
    return {};
}

Fault dialect(std::string name, std::string description, std::function<void(TimedResponse&)> disturb) {
    return {std::move(name), std::move(description), FaultGroup::dialect, std::move(disturb)};
}

const std::vector<Fault>& faults() {
    static const std::vector<Fault> all = [] {
        std::vector<Fault> list;
        for (auto part : {dialect_faults(), thought_faults(), repeat_faults(), framing_faults(),
                          compressed_faults(), stream_faults(), refusal_faults(), connection_faults()})
            std::move(part.begin(), part.end(), std::back_inserter(list));
        return list;
    }();
    return all;
}

const Fault* find_fault(std::string_view name) {
    const auto& all = faults();
    const auto it =
        std::find_if(all.begin(), all.end(), [name](const Fault& fault) { return fault.name == name; });
    return it == all.end() ? nullptr : &*it;
}

}  // namespace moa::simulate
