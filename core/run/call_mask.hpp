// What must not come back of a call: its key, and the values of its own headers.
#pragma once

#include "run/transport.hpp"
#include "wire/key_mask.hpp"

namespace moa::run {

inline wire::KeyMask mask_of(const Call& call) {
    wire::KeyMask mask(call.authorization ? std::string_view(call.authorization->second)
                                          : std::string_view());
    for (const wire::Header& header : call.own_headers)
        mask.add(header.second);
    return mask;
}

}  // namespace moa::run
